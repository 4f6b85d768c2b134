//! How far something has come that is done with many chats.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::BulkId;
use hushdesk_protocol::rest::{BulkAct, BulkState, DeleteBulkAct, GetBulkAct, GetBulkActs};
use hushdesk_texts::console::bulk;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::deed::Deed;
use crate::components::{Banner, Button, Meaning, refusal, use_say};
use crate::loaded::use_loaded_of;
use crate::numbers::count;

/// Milliseconds until it is asked again how far it has come.
const AGAIN_MILLIS: u32 = 1_000;

/// Of what.
#[derive(Debug, Properties, PartialEq)]
pub(in crate::history) struct BulkProgressProps {
    pub(in crate::history) act: BulkAct,
    /// It is over.
    pub(in crate::history) onover: Callback<()>,
}

async fn act(bulk: BulkId) -> Result<BulkAct, Trouble> {
    api::ask(&GetBulkAct { bulk }, &()).await
}

/// What is done, how far it has come, and what calls it off.
#[component]
pub(in crate::history) fn BulkProgress(props: &BulkProgressProps) -> Html {
    let (loaded, again) = use_loaded_of(props.act.id.clone(), act);
    let act = loaded.here().unwrap_or(&props.act).clone();
    let say = use_say();
    use_effect({
        let works = act.state == BulkState::Works;
        let again = again.clone();
        move || {
            let later = works.then(|| Timeout::new(AGAIN_MILLIS, move || again.emit(())));
            move || drop(later)
        }
    });
    use_effect_with(act.state, {
        let onover = props.onover.clone();
        move |state| {
            if *state != BulkState::Works {
                onover.emit(());
            }
        }
    });
    let oncalloff = {
        let id = act.id.clone();
        Callback::from(move |()| {
            let (say, again) = (say.clone(), again.clone());
            let off = DeleteBulkAct { bulk: id.clone() };
            spawn_local(async move {
                if let Err(trouble) = api::ask(&off, &()).await {
                    say.emit(refusal(&trouble).into());
                }
                again.emit(());
            });
        })
    };
    html! { <Shown {act} {oncalloff} /> }
}

#[derive(Debug, Properties, PartialEq)]
struct ShownProps {
    act: BulkAct,
    oncalloff: Callback<()>,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let act = &props.act;
    let title = Deed::Forget(act.act).title();
    let (more, meaning) = match act.state {
        BulkState::Works => (bulk::so_far(&act.done, &act.chats), Meaning::Plain),
        BulkState::Done => (bulk::is_done(count(act.done)), Meaning::Good),
        BulkState::CalledOff => (bulk::is_called_off(&act.done, &act.chats), Meaning::Warn),
    };
    html! {
        <Banner {title} {more} {meaning} live={true}>
            if act.state == BulkState::Works {
                <Button onclick={&props.oncalloff}>{ bulk::call_off() }</Button>
            }
        </Banner>
    }
}

/// What goes on, if anything does; asked for where somebody administers.
async fn works(administers: bool) -> Result<Option<BulkAct>, Trouble> {
    if !administers {
        return Ok(None);
    }
    let acts = api::ask(&GetBulkActs {}, &()).await?.items.into_iter();
    let mut works = acts.filter(|act| act.state == BulkState::Works);
    Ok(works.next())
}

/// What goes on when the page comes, and what looks again.
#[hook]
pub(in crate::history) fn use_bulk_works(administers: bool) -> (Option<BulkAct>, Callback<()>) {
    let (loaded, again) = use_loaded_of(administers, works);
    (loaded.here().cloned().flatten(), again)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::BulkKind;
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    fn drawn(state: BulkState) -> Element {
        rendered::<Shown>(ShownProps {
            act: BulkAct {
                id: BulkId::from_bytes([1; 16]),
                act: BulkKind::DeleteChats,
                by: "admin".parse().unwrap(),
                asked: Timestamp(1_800_000_000_000),
                chats: 412,
                transcripts: 60,
                done: 200,
                state,
            },
            oncalloff: Callback::noop(),
        })
    }

    #[test]
    fn what_goes_on_says_how_far_it_has_come_and_can_be_called_off() {
        let works = drawn(BulkState::Works);
        let says = works.text();
        assert!(says.contains(bulk::delete_chats()), "{says}");
        assert!(says.contains(&bulk::so_far(&200, &412)), "{says}");
        assert!(works.can_press(bulk::call_off()));
        for (state, says) in [
            (BulkState::Done, bulk::is_done(200)),
            (BulkState::CalledOff, bulk::is_called_off(&200, &412)),
        ] {
            let over = drawn(state);
            assert!(over.text().contains(&says), "{says}");
            assert!(!over.can_press(bulk::call_off()));
        }
    }
}
