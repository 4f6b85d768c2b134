//! A line over the conversation about what was said before this window took it up.

use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::Earlier;
use yew::prelude::*;

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
            texts::earlier::earlier_askable().to_owned(),
            Some(texts::earlier::ask_for_earlier()),
        ),
        Earlier::Askable { again: true } => (
            texts::earlier::earlier_again().to_owned(),
            Some(texts::earlier::ask_again()),
        ),
        Earlier::Asked => (texts::earlier::earlier_asked().to_owned(), None),
        Earlier::Receiving { arrived, of } => (texts::earlier::receiving(&arrived, &of), None),
        Earlier::Declined => (texts::earlier::earlier_declined().to_owned(), None),
    };
    html! {
        <div class={classes!("asks", sentence.is_empty().then_some("empty"))} role="group"
            aria-label={texts::earlier::earlier()}>
            <span role="status">{ sentence }</span>
            if let Some(ask) = ask {
                <button type="button" class="button less" onclick={props.onask.reform(|_| ())}>{ ask }</button>
            }
        </div>
    }
}
