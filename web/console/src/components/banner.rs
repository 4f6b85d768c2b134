//! A sentence about how things stand, over what it is about.

use yew::prelude::*;

use super::badge::Meaning;
use super::icon::Icon;

/// What is said.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct BannerProps {
    /// What it means.
    #[prop_or_default]
    pub(crate) meaning: Meaning,
    /// What goes with its colour; without one, that of its meaning.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// The sentence.
    pub(crate) title: AttrValue,
    /// What more there is to say.
    #[prop_or_default]
    pub(crate) more: Option<AttrValue>,
    /// It is read out when it comes.
    #[prop_or_default]
    pub(crate) live: bool,
    /// It is as wide as the page.
    #[prop_or_default]
    pub(crate) flush: bool,
    /// What can be done.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// An icon, a sentence, and what can be done.
#[component]
pub(crate) fn Banner(props: &BannerProps) -> Html {
    let icon = props.icon.unwrap_or(match props.meaning {
        Meaning::Good => Icon::Check,
        Meaning::Warn => Icon::Alert,
        Meaning::Bad => Icon::Stop,
        Meaning::Plain | Meaning::Accent => Icon::Info,
    });
    let class = classes!(
        "banner",
        props.meaning.class(),
        props.flush.then_some("flush")
    );
    html! {
        <div {class} role={props.live.then_some("status")}>
            { icon.draw() }
            <div class="say">
                <b>{ &props.title }</b>
                if let Some(more) = &props.more {
                    <span class="small">{ more }</span>
                }
            </div>
            { props.children.clone() }
        </div>
    }
}
