//! The dialog in which a webhook is made: where it is told, of what, of which queues; and then its secret.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{
    NewWebhook, PostWebhook, QueueListing, WebhookAddress, WebhookEvent,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use yew::prelude::*;

use super::secret::Secret;
use super::words;
use crate::components::{Button, Choice, Dialog, Kind, TextField, refusal};
use crate::sending::use_sending;

/// For which organisation.
#[derive(Properties, PartialEq)]
pub(super) struct WebhookFormProps {
    pub(super) queues: Vec<QueueListing>,
    /// It was closed.
    pub(super) onclose: Callback<()>,
    /// It is made, and its secret was seen.
    pub(super) ondone: Callback<()>,
}

/// One step after the other.
#[component]
pub(super) fn WebhookForm(props: &WebhookFormProps) -> Html {
    let secret = use_state(|| None::<AttrValue>);
    if let Some(secret) = (*secret).clone() {
        return html! {
            <Dialog title={texts::webhooks::made_title()} onclose={&props.ondone}>
                <Secret {secret} ondone={&props.ondone} />
            </Dialog>
        };
    }
    let onmade = {
        let secret = secret.setter();
        Callback::from(move |made: AttrValue| secret.set(Some(made)))
    };
    html! { <Fields queues={props.queues.clone()} onclose={&props.onclose} {onmade} /> }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    queues: Vec<QueueListing>,
    onclose: Callback<()>,
    onmade: Callback<AttrValue>,
}

/// The address as somebody types or pastes it.
fn address(typed: &str) -> Option<WebhookAddress> {
    typed.trim().parse().ok()
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let (typed, tried, sending) = (use_state(String::new), use_state(|| false), use_sending());
    let events = use_state(|| BTreeSet::from(WebhookEvent::ALL));
    let queues = use_state(BTreeSet::<QueueName>::new);
    let onmake = {
        let (tried, sending, onmade) = (tried.setter(), sending.clone(), props.onmade.clone());
        let new = address(&typed).map(|address| NewWebhook {
            address,
            events: (*events).clone(),
            queues: (*queues).clone(),
        });
        Callback::from(move |()| {
            tried.set(true);
            if let Some(new) = new.clone().filter(|new| !new.events.is_empty()) {
                sending.send(made(new), &onmade);
            }
        })
    };
    let onsubmit = onmake.reform(|event: SubmitEvent| event.prevent_default());
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ texts::staff::cancel() }</Button>
            <Button kind={Kind::Primary} ready={sending.ready()} onclick={onmake}>{ texts::webhooks::make() }</Button>
        </>
    };
    let ontyped = typed.setter();
    let wrong = |is_wrong: bool, says: &'static str| (*tried && is_wrong).then_some(says);
    let no_event = wrong(events.is_empty(), texts::webhooks::no_event());
    html! {
        <Dialog title={texts::webhooks::new()} lead={texts::webhooks::new_lead()} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="webhook-address" label={texts::webhooks::address()} value={(*typed).clone()} required={true}
                    verbatim={true} onvalue={move |value| ontyped.set(value)} help={texts::webhooks::address_help()}
                    error={wrong(address(&typed).is_none(), texts::webhooks::no_address())} />
                <fieldset class="stack" aria-describedby={no_event.map(|_| "webhook-no-event")}>
                    <legend>{ texts::webhooks::events() }</legend>
                    { for WebhookEvent::ALL.map(|event| choice(&events, event, words::event(event))) }
                    if let Some(says) = no_event {
                        <p id="webhook-no-event" class="error">{ says }</p>
                    }
                </fieldset>
                <fieldset class="stack">
                    <legend>{ texts::webhooks::queues() }</legend>
                    <p class="help">{ texts::webhooks::queues_help() }</p>
                    { for props.queues.iter().map(|queue| choice(&queues, queue.name.clone(), queue.title.as_str())) }
                </fieldset>
            </form>
        </Dialog>
    }
}

/// One tick of several.
fn choice<T: Clone + Ord + 'static>(
    chosen: &UseStateHandle<BTreeSet<T>>,
    what: T,
    says: &str,
) -> Html {
    let checked = chosen.contains(&what);
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |is_chosen: bool| {
            let mut all = (*chosen).clone();
            if is_chosen {
                all.insert(what.clone());
            } else {
                all.remove(&what);
            }
            chosen.set(all);
        })
    };
    html! { <Choice {checked} {onchange}><bdi>{ says }</bdi></Choice> }
}

/// Makes it. Gives its secret.
async fn made(new: NewWebhook) -> Result<AttrValue, &'static str> {
    let made = api::ask(&PostWebhook {}, &new).await;
    made.map(|made| made.secret.into())
        .map_err(|trouble| refusal(&trouble))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_it_is_pasted() {
        let found = address(" https://hooks.library.example/desk\n");
        let found = found.as_ref().map(WebhookAddress::as_str);
        assert_eq!(found, Some("https://hooks.library.example/desk"));
        assert_eq!(address("hooks.library.example"), None);
    }
}
