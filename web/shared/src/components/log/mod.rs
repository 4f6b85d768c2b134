//! The log of a conversation.

mod drawn;
mod line;
mod pieces;

use web_sys::Element;
use yew::prelude::*;

pub use drawn::DrawnLog;
pub use line::{Delivery, Happened, Line, Said, Side, What, head};
pub use pieces::{Piece, Pieces};

use super::anew;
use pieces::InPieces;

/// What a log shows.
#[derive(Debug, Properties, PartialEq)]
pub struct ConversationLogProps {
    /// What the log is, said to screen readers.
    pub label: AttrValue,
    /// Its lines; new ones come at the end.
    pub lines: Pieces,
    /// Lines from elsewhere that come before them.
    #[prop_or_default]
    pub before: Pieces,
    /// What those are.
    #[prop_or_default]
    pub before_label: AttrValue,
    /// Whether browsers may not hand the words to a translator, who reads them.
    #[prop_or_default]
    pub private: bool,
    /// Said while the other end is writing.
    #[prop_or_default]
    pub typing: Option<AttrValue>,
}

/// The lines. The last one is in view unless the reader has scrolled up, and the reader's own next words
/// lead back to it; the style sheet sees to the first, by filling the log from its end. New lines are read out
/// politely; what was there before, and what comes from elsewhere, is not.
#[component]
pub fn ConversationLog(props: &ConversationLogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.lines.last_of_ours(), move |_| {
            if let Some(log) = node.cast::<Element>() {
                // Its end, where it is filled from.
                log.set_scroll_top(0);
            }
        });
    }
    html! {
        <>
            <div class="log" ref={node} role="log" tabindex="0" aria-label={&props.label}
                translate={props.private.then_some("no")}>
                <div class="pieces">
                    if !props.before.is_empty() {
                        <section class="before" aria-live="off">
                            <h3>{ &props.before_label }</h3>
                            <InPieces pieces={props.before.clone()} />
                        </section>
                    }
                    <InPieces pieces={props.lines.clone()} />
                </div>
            </div>
            <p class="typing">{ props.typing.as_ref().map(anew) }</p>
        </>
    }
}
