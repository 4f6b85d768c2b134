//! The log of a conversation.

mod grouping;
mod line;
mod pieces;

use web_sys::Element;
use yew::prelude::*;

pub(super) use grouping::Place;
pub(crate) use line::Happened;
pub(crate) use line::{Line, Reached, Said, Side, What};
pub(crate) use pieces::Pieces;
pub(super) use pieces::{DrawnLog, InLog};

use hushdesk_texts::console as texts;
use pieces::InPieces;

use crate::components::{Icon, anew};

/// What a log shows.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ConversationLogProps {
    /// What the log is, said to screen readers.
    pub(crate) label: AttrValue,
    /// Its lines; new ones come at the end.
    pub(crate) lines: Pieces,
    /// Lines that the guest has sent, and that come before them.
    pub(crate) before: Pieces,
    /// Said while the other end is writing.
    pub(crate) typing: Option<AttrValue>,
}

/// How far one may have scrolled up and still be at the end, in pixels.
const AT_END_PIXELS: i32 = 40;

/// The lines. The last one is in view unless the reader has scrolled up, and the reader's own next words
/// lead back to it; the style sheet sees to the first, by filling the log from its end. New lines are read out
/// politely, but for one's own; what was there before, and what comes from elsewhere, is not.
#[component]
pub(crate) fn ConversationLog(props: &ConversationLogProps) -> Html {
    let node = use_node_ref();
    let (scrolled, onscroll) = use_scrolled();
    let seen = use_mut_ref(|| 0);
    let count = props.lines.count();
    if !scrolled {
        seen.replace(count);
    }
    let new = count.saturating_sub(*seen.borrow());
    let to_end = {
        let node = node.clone();
        Callback::from(move |()| {
            if let Some(log) = node.cast::<Element>() {
                // Its end, where it is filled from.
                log.set_scroll_top(0);
            }
        })
    };
    {
        let to_end = to_end.clone();
        use_effect_with(props.lines.last_of_ours(), move |_| to_end.emit(()));
    }
    html! {
        <>
            <div class="log" ref={node} role="log" tabindex="0" aria-label={&props.label} {onscroll}>
                <div class="pieces">
                    if !props.before.is_empty() {
                        <details class="earlier" open={true} aria-live="off">
                            <summary>{ Icon::Right.turning() }{ texts::earlier::sent_by_guest(props.before.count()) }</summary>
                            <InPieces pieces={props.before.clone()} />
                        </details>
                    }
                    <InPieces pieces={props.lines.clone()} />
                </div>
            </div>
            if new > 0 {
                <button type="button" class="button less newer" onclick={to_end.reform(|_| ())}>
                    { texts::talk::newer(new) }
                </button>
            }
            <p class="typing" role="status">
                if let Some(typing) = &props.typing {
                    <span class="dots" aria-hidden="true"><i /><i /><i /></span>{ anew(typing) }
                }
            </p>
        </>
    }
}

/// Whether the reader has scrolled up, and what listens to that.
#[hook]
fn use_scrolled() -> (bool, Callback<Event>) {
    let scrolled = use_state_eq(|| false);
    let setter = scrolled.setter();
    let onscroll = Callback::from(move |event: Event| {
        if let Some(log) = event.target_dyn_into::<Element>() {
            setter.set(log.scroll_top().abs() > AT_END_PIXELS);
        }
    });
    (*scrolled, onscroll)
}
