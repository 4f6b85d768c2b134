//! Asking for a mail of what was said in a chat.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{ChatMail, GetChatMails, MailState, PostChatMail, ProblemCode};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::list::list;
use super::mail_to;
use crate::components::{Banner, Button, Dialog, Kind, Meaning, TextField};
use crate::document::focus;
use crate::loaded::use_loaded_of;
use crate::sending::use_sending;

/// Milliseconds until it is asked again what has become of one that is on its way.
const AGAIN_MILLIS: u32 = 3_000;

/// Of which chat.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct MailDialogProps {
    pub(crate) chat: ChatId,
    pub(crate) onclose: Callback<()>,
}

async fn mails(chat: ChatId) -> Result<Vec<ChatMail>, Trouble> {
    let page = api::ask(&GetChatMails { chat }, &()).await?;
    Ok(page.items)
}

/// A field for an address, and below it what was mailed before. It stays when a mail was asked for, and shows what becomes of it.
#[component]
pub(crate) fn MailDialog(props: &MailDialogProps) -> Html {
    let (mails, again) = use_loaded_of(props.chat.clone(), mails);
    let (typed, wrong) = (use_state(String::new), use_state_eq(|| false));
    let (sending, asked) = (use_sending(), use_state_eq(|| false));
    let node = use_node_ref();
    use_effect_with(node.clone(), focus);
    let onvalue = {
        let (typed, wrong, sending) = (typed.setter(), wrong.setter(), sending.clone());
        let asked = asked.setter();
        Callback::from(move |value: String| {
            wrong.set(false);
            asked.set(false);
            sending.forgive();
            typed.set(value);
        })
    };
    let ondone = {
        let (typed, asked, again) = (typed.setter(), asked.setter(), again.clone());
        Callback::from(move |()| {
            typed.set(String::new());
            asked.set(true);
            again.emit(());
        })
    };
    use_effect({
        let waits = mails.here().is_some_and(|mails| {
            let mut mails = mails.iter();
            mails.any(|mail| mail.state == MailState::Waiting)
        });
        let again = again.clone();
        move || {
            let later = waits.then(|| Timeout::new(AGAIN_MILLIS, move || again.emit(())));
            move || drop(later)
        }
    });
    let onsubmit = {
        let (chat, typed, wrong) = (props.chat.clone(), typed.clone(), wrong.setter());
        let (sending, node) = (sending.clone(), node.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(address) = mail_to(&typed) else {
                wrong.set(true);
                return focus(&node);
            };
            let ask = PostChatMail { chat: chat.clone() };
            let asking = async move {
                let asked = api::ask(&ask, &address).await;
                asked.map_err(|trouble| refusal(&trouble))
            };
            sending.send(asking, &ondone);
        })
    };
    html! {
        <Dialog title={words::mails::title()} lead={words::mails::lead()} onclose={&props.onclose}>
            <form class="stack loose" {onsubmit} novalidate={true}>
                { sending.banner() }
                if *asked {
                    <Banner meaning={Meaning::Good} title={words::mails::asked()} live={true} />
                }
                <TextField id="mail-to" label={words::mails::to()} kind="email" verbatim={true} required={true} {node}
                    value={AttrValue::from((*typed).clone())} {onvalue} help={words::mails::to_help()}
                    error={wrong.then(words::mails::wrong)} />
                <div class="row end">
                    <Button onclick={&props.onclose}>{ words::parts::close() }</Button>
                    <Button kind={Kind::Primary} submits={true} ready={sending.ready()}>{ words::mails::send() }</Button>
                </div>
            </form>
            { mails.draw(1, words::mails::not_listed(), &again, |mails| list(mails)) }
        </Dialog>
    }
}

/// Why none can be mailed, and what to do.
fn refusal(trouble: &Trouble) -> &'static str {
    let reasons = [
        (ProblemCode::Sealed, words::mails::sealed()),
        (ProblemCode::NotRetained, words::mails::not_kept()),
        (ProblemCode::Expired, words::mails::not_kept()),
        (ProblemCode::Deleted, words::mails::not_kept()),
        (ProblemCode::Forbidden, words::mails::not_yours()),
        (ProblemCode::NotFound, words::mails::not_there()),
        (ProblemCode::NoSender, words::mails::no_sender()),
        (ProblemCode::Full, words::mails::full()),
        (ProblemCode::TooMany, words::mails::too_many()),
    ];
    let mut reasons = reasons.into_iter();
    let found = reasons.find(|(code, _)| trouble.is(*code));
    found.map_or_else(words::mails::not_asked, |(_, says)| says)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Problem;
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn it_asks_where_to_and_says_what_goes() {
        let dialog = rendered::<MailDialog>(MailDialogProps {
            chat: ChatId::from_bytes([7; 16]),
            onclose: Callback::noop(),
        });
        let text = dialog.text();
        for part in [
            words::mails::title(),
            words::mails::lead(),
            words::mails::to(),
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(dialog.can_press(words::mails::send()));
    }

    #[test]
    fn why_none_can_be_mailed_is_said_with_what_to_do() {
        let refused = |code| {
            let problem = Problem::new(code, String::new());
            refusal(&Trouble::Refused(problem))
        };
        assert_eq!(refused(ProblemCode::NoSender), words::mails::no_sender());
        assert_eq!(refused(ProblemCode::Deleted), words::mails::not_kept());
        assert_eq!(refusal(&Trouble::Unreachable), words::mails::not_asked());
    }
}
