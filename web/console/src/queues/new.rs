//! The dialog in which a queue is made.

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{NewQueue, PostQueue};
use hushdesk_protocol::text::Title;
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind, TextField, refusal};
use crate::naming::name_of;
use crate::sending::use_sending;

/// What has become of it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct NewQueueDialogProps {
    /// It was closed.
    pub(super) onclose: Callback<()>,
    /// This queue was made.
    pub(super) onmade: Callback<QueueName>,
}

/// A title, and a name that is made from it until it is typed.
#[component]
pub(super) fn NewQueueDialog(props: &NewQueueDialogProps) -> Html {
    let (title, name) = (use_state(String::new), use_state(|| None::<String>));
    let (tried, sending) = (use_state(|| false), use_sending());
    let typed = (*name).clone().unwrap_or_else(|| name_of(&title));
    let (right_title, right_name) = (
        title.trim().parse::<Title>(),
        typed.trim().parse::<QueueName>(),
    );
    let onmake = {
        let (title, name) = (right_title.clone().ok(), right_name.clone().ok());
        let (tried, sending) = (tried.setter(), sending.clone());
        let onmade = props.onmade.clone();
        Callback::from(move |()| {
            tried.set(true);
            let (Some(title), Some(name)) = (title.clone(), name.clone()) else {
                return;
            };
            sending.send(made(name, title), &onmade);
        })
    };
    let onsubmit = {
        let onmake = onmake.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onmake.emit(());
        })
    };
    let wrong = |is_wrong: bool, says: &'static str| (*tried && is_wrong).then_some(says);
    let ready = sending.ready();
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::staff::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onmake}>{ words::queues::make() }</Button>
        </>
    };
    let (ontitle, onname) = (title.setter(), name.setter());
    html! {
        <Dialog title={words::queues::new()} lead={words::queues::new_lead()} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <form class="stack" {onsubmit}>
                <TextField id="queue-title" label={words::queues::title()} value={(*title).clone()}
                    onvalue={move |value| ontitle.set(value)} help={words::queues::title_help()}
                    error={wrong(right_title.is_err(), words::queues::no_title())} required={true} />
                <TextField id="queue-name" label={words::queues::name()} value={typed} verbatim={true}
                    onvalue={move |value| onname.set(Some(value))} help={words::queues::name_help()}
                    error={wrong(right_name.is_err(), words::queues::no_name())} required={true} />
                <button type="submit" hidden={true}></button>
            </form>
        </Dialog>
    }
}

async fn made(name: QueueName, title: Title) -> Result<QueueName, &'static str> {
    let new = NewQueue {
        name: name.clone(),
        title,
        operators: vec![],
    };
    let made = api::ask(&PostQueue {}, &new).await;
    made.map(|()| name).map_err(|trouble| refusal(&trouble))
}
