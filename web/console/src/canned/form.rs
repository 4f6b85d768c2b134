//! The dialog in which a message is written or changed.

use hushdesk_protocol::rest::{
    CannedChange, CannedMessage, NewCanned, Pool, PostCanned, PutCanned, QueueListing,
};
use hushdesk_protocol::text::{CannedText, Title};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind, Select, TextField, refusal};
use crate::desk::called;
use crate::sending::use_sending;

/// What stands for the organisation's pool in the list of pools: no queue is called so.
const ORGANISATION: &str = "";

/// What is written.
#[derive(Properties, PartialEq)]
pub(super) struct CannedFormProps {
    /// The message that is changed; a new one, if none is.
    pub(super) message: Option<CannedMessage>,
    /// The queues in whose pools whoever writes may put one.
    pub(super) queues: Vec<QueueListing>,
    /// Whether they may put one into the organisation's.
    pub(super) for_all: bool,
    /// It was closed.
    pub(super) onclose: Callback<()>,
    /// It is kept.
    pub(super) ondone: Callback<()>,
}

/// For whom, what it is called, what it says.
#[component]
pub(super) fn CannedForm(props: &CannedFormProps) -> Html {
    let (before, tried) = (props.message.as_ref(), use_state(|| false));
    let sending = use_sending();
    let title = use_state(|| before.map_or_else(String::new, |it| it.title.to_string()));
    let text = use_state(|| before.map_or_else(String::new, |it| it.text.as_str().to_owned()));
    let pools = pools(props);
    let chosen = use_state(|| None::<String>);
    // The queues may have come only now.
    let first = pools.first().map(|(pool, _)| pool.to_string());
    let pool = (*chosen).clone().or(first);
    let (right_title, right_text) = (
        title.trim().parse::<Title>().ok(),
        text.trim().parse::<CannedText>().ok(),
    );
    let onkeep = {
        let (tried, sending, ondone) = (tried.setter(), sending.clone(), props.ondone.clone());
        let change = right_title.clone().zip(right_text.clone());
        let (before, pool) = (props.message.clone(), pool.clone());
        Callback::from(move |()| {
            tried.set(true);
            if let Some((title, text)) = change.clone() {
                let change = CannedChange { title, text };
                sending.send(kept(before.clone(), pool.clone(), change), &ondone);
            }
        })
    };
    let onsubmit = onkeep.reform(|event: SubmitEvent| event.prevent_default());
    let wrong = |is_wrong: bool, says: &'static str| (*tried && is_wrong).then_some(says);
    let heading = match before {
        Some(_) => texts::pools::change(),
        None => texts::pools::new(),
    };
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ texts::staff::cancel() }</Button>
            <Button kind={Kind::Primary} ready={sending.ready()} onclick={onkeep}>{ texts::saving::save() }</Button>
        </>
    };
    let (ontitle, ontext, onpool) = (title.setter(), text.setter(), chosen.setter());
    let called = format!("/{}", called(&title));
    html! {
        <Dialog title={heading} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <form class="stack loose" {onsubmit} novalidate={true}>
                if before.is_none() {
                    <Select id="canned-pool" label={texts::pools::pool()} choices={pools}
                        chosen={pool.unwrap_or_default()} onchoose={move |value| onpool.set(Some(value))} />
                }
                <TextField id="canned-title" label={texts::pools::title()} value={(*title).clone()} required={true}
                    onvalue={move |value| ontitle.set(value)} help={texts::pools::title_help(&called)} most={100_usize}
                    error={wrong(right_title.is_none(), texts::pools::no_title())} />
                <TextField id="canned-message" label={texts::pools::text()} value={(*text).clone()} lines={true} required={true}
                    onvalue={move |value| ontext.set(value)} error={wrong(right_text.is_none(), texts::pools::no_text())} />
            </form>
        </Dialog>
    }
}

/// Where it may be put: what stands for a pool, and what is read.
fn pools(props: &CannedFormProps) -> Vec<(AttrValue, AttrValue)> {
    let for_all = props
        .for_all
        .then(|| (ORGANISATION.into(), texts::pools::everybody().into()));
    let queues = props
        .queues
        .iter()
        .map(|queue| (queue.name.to_string().into(), queue.title.clone().into()));
    for_all.into_iter().chain(queues).collect()
}

async fn kept(
    before: Option<CannedMessage>,
    pool: Option<String>,
    message: CannedChange,
) -> Result<(), &'static str> {
    let done = match before {
        Some(before) => {
            let place = PutCanned { canned: before.id };
            api::ask(&place, &message).await
        }
        None => {
            let pool = match pool.as_deref() {
                None | Some(ORGANISATION) => Pool::Organisation,
                Some(queue) => {
                    let queue = queue.parse();
                    Pool::Queue(queue.map_err(|_| texts::saving::refused())?)
                }
            };
            api::ask(&PostCanned {}, &NewCanned { pool, message }).await
        }
    };
    done.map_err(|trouble| refusal(&trouble))
}
