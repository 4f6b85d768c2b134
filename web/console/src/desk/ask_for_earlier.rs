//! A line over the conversation about what was said before this window took it up.

use hushdesk_web::session::operator_session::Earlier;
use yew::prelude::*;

use crate::texts;

/// How that stands.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct EarlierLineProps {
    pub(crate) earlier: Earlier,
    /// The guest can be asked for it: the chat goes on, and is this window's.
    pub(crate) askable: bool,
    /// The operator wants to read it.
    pub(crate) onask: Callback<()>,
}

/// Nothing where there is nothing to be asked for, or where it is there to be read.
#[component]
pub(crate) fn EarlierLine(props: &EarlierLineProps) -> Html {
    let (sentence, ask) = match props.earlier {
        Earlier::None | Earlier::Received => (String::new(), None),
        // On a chat that is over there is nothing to be had any more.
        Earlier::Askable { .. } | Earlier::Asked | Earlier::Receiving { .. } if !props.askable => {
            (String::new(), None)
        }
        Earlier::Askable { again: false } => (
            texts::EARLIER_ASKABLE.to_owned(),
            Some(texts::ASK_FOR_EARLIER),
        ),
        Earlier::Askable { again: true } => {
            (texts::EARLIER_AGAIN.to_owned(), Some(texts::ASK_AGAIN))
        }
        Earlier::Asked => (texts::EARLIER_ASKED.to_owned(), None),
        Earlier::Receiving { arrived, of } => (texts::earlier_receiving(arrived, of), None),
        Earlier::Declined => (texts::EARLIER_DECLINED.to_owned(), None),
    };
    html! {
        <div class={classes!("earlier", sentence.is_empty().then_some("empty"))} role="group"
            aria-label={texts::EARLIER}>
            <span role="status">{ sentence }</span>
            if let Some(ask) = ask {
                <button type="button" onclick={props.onask.reform(|_| ())}>{ ask }</button>
            }
        </div>
    }
}
