//! Buttons. One primary at most in a view; a dangerous one is filled only where it is confirmed.

use yew::prelude::*;

use super::icon::Icon;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Kind {
    /// One of several things.
    #[default]
    Ordinary,
    /// What a view is there for.
    Primary,
    /// One of many alike, such as Claim.
    Tinted,
    /// In a bar, or beside something that asks more.
    Quiet,
    /// Leads to something dangerous, which is confirmed.
    Warns,
    /// Does something that cannot be undone.
    Danger,
}

impl Kind {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Ordinary => None,
            Self::Primary => Some("primary"),
            Self::Tinted => Some("tinted"),
            Self::Quiet => Some("quiet"),
            Self::Warns => Some("warns"),
            Self::Danger => Some("danger"),
        }
    }
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Size {
    /// In rows.
    Less,
    /// Elsewhere.
    #[default]
    Ordinary,
    /// Alone on a page.
    More,
}

impl Size {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Less => Some("less"),
            Self::Ordinary => None,
            Self::More => Some("more"),
        }
    }
}

/// Whether a button can be pressed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) enum Ready {
    /// It can.
    #[default]
    Yes,
    /// It cannot, and the element with this id says why. It keeps its place among what Tab reaches.
    No(AttrValue),
    /// What it does is being done.
    Busy,
}

/// A button.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ButtonProps {
    /// How much it asks to be pressed.
    #[prop_or_default]
    pub(crate) kind: Kind,
    /// How large it is.
    #[prop_or_default]
    pub(crate) size: Size,
    /// Whether it can be pressed.
    #[prop_or_default]
    pub(crate) ready: Ready,
    /// Before its words, or in place of them.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// What it does, where an icon stands in place of words.
    #[prop_or_default]
    pub(crate) label: Option<AttrValue>,
    /// It is as wide as what it stands in.
    #[prop_or_default]
    pub(crate) wide: bool,
    /// It sends the form it stands in.
    #[prop_or_default]
    pub(crate) submits: bool,
    /// It is one that stays pressed, and is.
    #[prop_or_default]
    pub(crate) pressed: Option<bool>,
    /// The id of the menu that it opens.
    #[prop_or_default]
    pub(crate) menu: Option<AttrValue>,
    /// It shows and hides something, and that is shown.
    #[prop_or_default]
    pub(crate) expanded: Option<bool>,
    /// The id of what it shows, while that is shown.
    #[prop_or_default]
    pub(crate) controls: Option<AttrValue>,
    /// The keys that do the same.
    #[prop_or_default]
    pub(crate) keys: Option<AttrValue>,
    /// Its element, for the focus.
    #[prop_or_default]
    pub(crate) node: NodeRef,
    /// It was pressed, and could be.
    #[prop_or_default]
    pub(crate) onclick: Callback<()>,
    /// Its words.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Words, an icon, or both.
#[component]
pub(crate) fn Button(props: &ButtonProps) -> Html {
    let off = props.ready != Ready::Yes;
    let busy = props.ready == Ready::Busy;
    let why = match &props.ready {
        Ready::No(why) => Some(why.clone()),
        Ready::Yes | Ready::Busy => None,
    };
    let onclick = {
        let onclick = props.onclick.clone();
        Callback::from(move |event: MouseEvent| {
            if off {
                event.prevent_default();
            } else {
                onclick.emit(());
            }
        })
    };
    let class = classes!(
        "button",
        props.kind.class(),
        props.size.class(),
        props.wide.then_some("wide"),
        props.label.is_some().then_some("square"),
        busy.then_some("busy"),
    );
    let icon = if busy { Some(Icon::Spin) } else { props.icon };
    html! {
        <button ref={props.node.clone()} type={if props.submits { "submit" } else { "button" }} {class} {onclick}
            aria-label={props.label.clone()} title={props.label.clone()}
            aria-disabled={off.then_some("true")} aria-describedby={why} aria-busy={busy.then_some("true")}
            aria-pressed={props.pressed.map(|pressed| if pressed { "true" } else { "false" })}
            aria-expanded={props.expanded.map(|expanded| if expanded { "true" } else { "false" })}
            aria-controls={props.controls.clone().filter(|_| props.expanded == Some(true))}
            popovertarget={props.menu.clone()} aria-haspopup={props.menu.as_ref().map(|_| "menu")}
            aria-keyshortcuts={props.keys.clone()}>
            { icon.map(|icon| if props.size == Size::Less { icon.less() } else { icon.draw() }) }
            { props.children.clone() }
        </button>
    }
}
