//! The dialog in which a snippet is made.

use std::rc::Rc;

use hushdesk_protocol::ids::{QueueName, SkinName, SnippetName};
use hushdesk_protocol::rest::{NewSnippet, PostSnippet};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::{Choices, queues, skins};
use crate::components::{Banner, Button, Dialog, Kind, Meaning, Ready, Select, TextField, refusal};

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
    let (tried, busy) = (use_state(|| false), use_state(|| false));
    let trouble = use_state(|| None::<&'static str>);
    let right = name.trim().parse::<SnippetName>();
    let onmake = {
        let (right, onmade) = (right.clone().ok(), props.onmade.clone());
        let (tried, busy, trouble) = (tried.setter(), busy.setter(), trouble.setter());
        let (queue, skin) = (queue.parse::<QueueName>(), skin.parse::<SkinName>());
        Callback::from(move |()| {
            tried.set(true);
            let (Some(name), Ok(queue), Ok(skin)) = (right.clone(), queue.clone(), skin.clone())
            else {
                return;
            };
            busy.set(true);
            let (busy, trouble, onmade) = (busy.clone(), trouble.clone(), onmade.clone());
            spawn_local(async move {
                let new = NewSnippet {
                    name: name.clone(),
                    queue,
                    skin,
                    sites: vec![],
                };
                let made = api::ask(&PostSnippet {}, &new).await;
                busy.set(false);
                match made {
                    Ok(()) => onmade.emit(name),
                    Err(refused) => trouble.set(Some(refusal(&refused))),
                }
            });
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
    let ready = if *busy { Ready::Busy } else { Ready::Yes };
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::staff::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onmake}>{ words::snippets::make() }</Button>
        </>
    };
    let (onname, onqueue, onskin) = (name.setter(), queue.setter(), skin.setter());
    html! {
        <Dialog title={words::snippets::new()} lead={words::snippets::new_lead()} onclose={&props.onclose} {footer}>
            if let Some(trouble) = *trouble {
                <Banner meaning={Meaning::Bad} title={trouble} live={true} />
            }
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
