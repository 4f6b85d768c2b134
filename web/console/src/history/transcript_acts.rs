//! What is done with what was said in a chat: it is mailed, or deleted before its time.

use hushdesk_protocol::rest::{ChatRow, DeleteTranscript};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Button, Confirm, Icon, Kind, refusal, use_say};
use crate::mails::MailDialog;

/// With that of which chat.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct TranscriptActsProps {
    pub(super) chat: ChatRow,
    /// Whoever looks may delete it.
    pub(super) deletes: bool,
    /// It is deleted.
    pub(super) ondeleted: Callback<()>,
}

/// What is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Asked {
    Nothing,
    /// Where it is mailed to.
    Mail,
    /// Whether it is really deleted.
    Delete,
}

/// A button each, and the dialogs behind them.
#[component]
pub(super) fn TranscriptActs(props: &TranscriptActsProps) -> Html {
    let asked = use_state_eq(|| Asked::Nothing);
    let say = use_say();
    let ask = |what: Asked| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(what))
    };
    let ondelete = {
        let (asked, chat, ondeleted) = (
            asked.setter(),
            props.chat.chat.clone(),
            props.ondeleted.clone(),
        );
        Callback::from(move |()| {
            asked.set(Asked::Nothing);
            let (say, delete, ondeleted) = (
                say.clone(),
                DeleteTranscript { chat: chat.clone() },
                ondeleted.clone(),
            );
            spawn_local(async move {
                match api::ask(&delete, &()).await {
                    Ok(()) => say.emit(texts::transcript::is_deleted().into()),
                    Err(trouble) => say.emit(refusal(&trouble).into()),
                }
                ondeleted.emit(());
            });
        })
    };
    let is_over = props.chat.ended.is_some();
    let dialog = match *asked {
        Asked::Nothing => Html::default(),
        Asked::Mail => {
            html! { <MailDialog chat={props.chat.chat.clone()} onclose={ask(Asked::Nothing)} /> }
        }
        Asked::Delete => html! {
            <Confirm title={texts::transcript::delete_title(&props.chat.guest)} text={texts::transcript::delete_text()}
                yes={texts::transcript::delete()} no={texts::staff::cancel()} onyes={ondelete} onno={ask(Asked::Nothing)} />
        },
    };
    html! {
        <>
            <Button icon={Icon::Mail} onclick={ask(Asked::Mail)}>{ texts::mails::item() }</Button>
            if props.deletes && is_over {
                <Button icon={Icon::Trash} kind={Kind::Warns} onclick={ask(Asked::Delete)}>{ texts::transcript::delete() }</Button>
            }
            { dialog }
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;
    use crate::history::testing;

    #[test]
    fn whoever_administers_deletes_what_was_said_once_it_is_over() {
        let can = |deletes: bool, runs: bool| {
            let mut chat = testing::chat();
            if runs {
                chat.ended = None;
            }
            let acts = rendered::<TranscriptActs>(TranscriptActsProps {
                chat,
                deletes,
                ondeleted: Callback::noop(),
            });
            assert!(acts.can_press(texts::mails::item()));
            acts.can_press(texts::transcript::delete())
        };
        assert_eq!(
            [can(true, false), can(true, true), can(false, false)],
            [true, false, false]
        );
    }
}
