//! Words about a state. Their colour is never all they say: an icon or a shape goes with it.

use yew::prelude::*;

use super::icon::Icon;

/// What a badge, a banner or a dot means.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Meaning {
    /// Nothing but its words.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// One should look.
    Warn,
    /// One has to act.
    Bad,
    /// It concerns oneself.
    Accent,
}

impl Meaning {
    /// Its class.
    pub(crate) const fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Good => Some("good"),
            Self::Warn => Some("warn"),
            Self::Bad => Some("bad"),
            Self::Accent => Some("accent"),
        }
    }
}

/// A word about a state.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct BadgeProps {
    /// What it means.
    #[prop_or_default]
    pub(crate) meaning: Meaning,
    /// What goes with its colour.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// The word.
    pub(crate) children: Html,
}

/// An icon and a word.
#[component]
pub(crate) fn Badge(props: &BadgeProps) -> Html {
    html! {
        <span class={classes!("badge", props.meaning.class())}>
            { props.icon.map(Icon::draw) }{ props.children.clone() }
        </span>
    }
}

/// How many there are of something.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct CountProps {
    /// How many.
    pub(crate) count: usize,
    /// What that means.
    #[prop_or_default]
    pub(crate) meaning: Meaning,
    /// Of what, for screen readers.
    #[prop_or_default]
    pub(crate) of: Option<AttrValue>,
}

/// A number in a disc.
#[component]
pub(crate) fn Count(props: &CountProps) -> Html {
    let class = match props.meaning {
        Meaning::Plain => None,
        Meaning::Bad => Some("bad"),
        Meaning::Good | Meaning::Warn | Meaning::Accent => Some("some"),
    };
    html! {
        <span class={classes!("count", class)}>
            { props.count }
            if let Some(of) = &props.of {
                <span class="unseen">{ " " }{ of }</span>
            }
        </span>
    }
}
