//! The dialog in which a snippet is made.

use std::rc::Rc;

use hushdesk_protocol::ids::{QueueName, SkinName, SnippetName};
use hushdesk_protocol::rest::{NewSnippet, PostSnippet};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::form::{Choices, queues, skins};
use crate::components::{Button, Dialog, Kind, Select, TextField, refusal};
use crate::sending::use_sending;

/// What it may be made of.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct NewSnippetDialogProps {
    pub(super) choices: Rc<Choices>,
    /// It was closed.
    pub(super) onclose: Callback<()>,
    /// This snippet was made.
    pub(super) onmade: Callback<SnippetName>,
}

/// A name, a queue and a skin.
#[component]
pub(super) fn NewSnippetDialog(props: &NewSnippetDialogProps) -> Html {
    let (queues, skins) = (queues(&props.choices), skins(&props.choices));
    let first = |choices: &[(AttrValue, AttrValue)]| {
        let first = choices.first().map(|(value, _)| value.to_string());
        first.unwrap_or_default()
    };
    let name = use_state(String::new);
    let queue = use_state(|| first(&queues));
    let skin = use_state(|| first(&skins));
    let (tried, sending) = (use_state(|| false), use_sending());
    let right = name.trim().parse::<SnippetName>();
    let onmake = {
        let (right, onmade) = (right.clone().ok(), props.onmade.clone());
        let (tried, sending) = (tried.setter(), sending.clone());
        let (queue, skin) = (queue.parse::<QueueName>(), skin.parse::<SkinName>());
        Callback::from(move |()| {
            tried.set(true);
            let (Some(name), Ok(queue), Ok(skin)) = (right.clone(), queue.clone(), skin.clone())
            else {
                return;
            };
            sending.send(made(name, queue, skin), &onmade);
        })
    };
    let onsubmit = {
        let onmake = onmake.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onmake.emit(());
        })
    };
    let error = (*tried && right.is_err()).then_some(words::snippets::no_name());
    let ready = sending.ready();
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::staff::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onmake}>{ words::snippets::make() }</Button>
        </>
    };
    let (onname, onqueue, onskin) = (name.setter(), queue.setter(), skin.setter());
    html! {
        <Dialog title={words::snippets::new()} lead={words::snippets::new_lead()} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <form class="stack" {onsubmit}>
                <TextField id="snippet-name" label={words::queues::name()} value={(*name).clone()} verbatim={true}
                    onvalue={move |value| onname.set(value)} help={words::queues::name_help()} {error} required={true} />
                <Select id="snippet-queue" label={words::snippets::queue()} choices={queues} chosen={(*queue).clone()}
                    onchoose={move |value| onqueue.set(value)} />
                <Select id="snippet-skin" label={words::snippets::skin()} choices={skins} chosen={(*skin).clone()}
                    onchoose={move |value| onskin.set(value)} />
                <button type="submit" hidden={true}></button>
            </form>
        </Dialog>
    }
}

async fn made(
    name: SnippetName,
    queue: QueueName,
    skin: SkinName,
) -> Result<SnippetName, &'static str> {
    let new = NewSnippet {
        name: name.clone(),
        queue,
        skin,
        sites: vec![],
        rollover: vec![],
    };
    let made = api::ask(&PostSnippet {}, &new).await;
    made.map(|()| name).map_err(|trouble| refusal(&trouble))
}
