//! Asking somebody to do something after a chat.

use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName};
use hushdesk_protocol::rest::{Colleague, GetColleagues, NewFollowUp, PostFollowUp, ProblemCode};
use hushdesk_protocol::text::NoteText;
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind, Select, TextField, refusal, use_say};
use crate::desk::use_workplace;
use crate::loaded::use_loaded_of;
use crate::sending::use_sending;
use crate::zone::zone;

/// After which chat.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct FollowUpDialogProps {
    pub(crate) chat: ChatId,
    /// The queue that has it, or had it.
    pub(crate) queue: QueueName,
    pub(crate) onclose: Callback<()>,
    /// It is asked.
    pub(crate) ondone: Callback<()>,
}

async fn colleagues(queue: QueueName) -> Result<Vec<Colleague>, Trouble> {
    let page = api::ask(&GetColleagues { queue }, &()).await?;
    Ok(page.items)
}

/// Who can be asked: oneself first.
fn choices(own: &OperatorName, colleagues: &[Colleague]) -> Vec<(AttrValue, AttrValue)> {
    let oneself = (
        own.to_string().into(),
        AttrValue::from(texts::follow_ups::oneself()),
    );
    let others = colleagues.iter().filter(|it| it.name != *own);
    let others = others.map(|it| (it.name.to_string().into(), it.display.to_string().into()));
    [oneself].into_iter().chain(others).collect()
}

/// Whom, and for what.
#[component]
pub(crate) fn FollowUpDialog(props: &FollowUpDialogProps) -> Html {
    let (colleagues, _) = use_loaded_of(props.queue.clone(), colleagues);
    let (chosen, note) = (use_state(|| None::<String>), use_state(String::new));
    let (tried, sending, say) = (use_state_eq(|| false), use_sending(), use_say());
    let Some(own) = use_workplace().map(|workplace| workplace.session.name.clone()) else {
        return Html::default();
    };
    let chosen_name = (*chosen).clone().unwrap_or_else(|| own.to_string());
    let right_note = note.trim().parse::<NoteText>().ok();
    let onask = {
        let (chat, ondone, sending) = (props.chat.clone(), props.ondone.clone(), sending.clone());
        let new = right_note.clone().zip(chosen_name.parse().ok());
        let tried = tried.setter();
        Callback::from(move |()| {
            tried.set(true);
            let Some((note, to)) = new.clone() else {
                return;
            };
            let new = NewFollowUp {
                to,
                note,
                language: texts::language().parse().ok(),
                zone: zone(),
            };
            let (say, ondone) = (say.clone(), ondone.clone());
            let ondone = Callback::from(move |()| {
                say.emit(texts::follow_ups::is_asked().into());
                ondone.emit(());
            });
            sending.send(asked(chat.clone(), new), &ondone);
        })
    };
    let onsubmit = onask.reform(|event: SubmitEvent| event.prevent_default());
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ texts::staff::cancel() }</Button>
            <Button kind={Kind::Primary} ready={sending.ready()} onclick={onask}>{ texts::follow_ups::ask_now() }</Button>
        </>
    };
    let choices = choices(&own, colleagues.here().map_or(&[], |all| all.as_slice()));
    let (onchoose, onnote) = (chosen.setter(), note.setter());
    let error = (*tried && right_note.is_none()).then(texts::follow_ups::no_note);
    html! {
        <Dialog title={texts::follow_ups::ask_title()} lead={texts::follow_ups::ask_lead()} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <form class="stack loose" {onsubmit} novalidate={true}>
                <Select id="follow-up-to" label={texts::follow_ups::who()} {choices} chosen={chosen_name}
                    onchoose={move |value| onchoose.set(Some(value))} />
                <TextField id="follow-up-note" label={texts::follow_ups::note()} value={(*note).clone()} lines={true} required={true}
                    onvalue={move |value| onnote.set(value)} {error} />
            </form>
        </Dialog>
    }
}

async fn asked(chat: ChatId, new: NewFollowUp) -> Result<(), &'static str> {
    let asked = api::ask(&PostFollowUp { chat }, &new).await;
    asked.map_err(|trouble| why(&trouble))
}

/// Why nobody is asked, and what to do.
fn why(trouble: &Trouble) -> &'static str {
    if trouble.is(ProblemCode::Full) {
        texts::follow_ups::full()
    } else if trouble.is_not_found() {
        texts::follow_ups::not_there()
    } else {
        refusal(trouble)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oneself_is_asked_unless_somebody_else_is_and_stands_there_once() {
        let colleague = |name: &str, display: &str| Colleague {
            name: name.parse().unwrap(),
            display: display.parse().unwrap(),
        };
        let all = [colleague("ann", "Ann Lind"), colleague("bob", "Bob Hale")];
        let choices = choices(&"ann".parse().unwrap(), &all);
        let shown: Vec<_> = choices.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(shown, ["ann", "bob"]);
        assert_eq!(choices[0].1, texts::follow_ups::oneself());
    }
}
