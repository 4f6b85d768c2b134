//! Before anything is known of the desk, and when nothing can be.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_texts::guest::{frame, lookup};
use hushdesk_web::api::Trouble;
use hushdesk_web::components::anew;
use yew::prelude::*;

use super::bar::plain_bar;
use super::button::button;
use super::element::{element, text};
use super::icon::{self, Icon, icon};
use crate::widget::{GuestAction, Widget};

/// What is going on.
pub(super) struct Outlook {
    drawn: Icon,
    look: &'static str,
    title: &'static str,
    more: AttrValue,
}

/// A page that says what is going on, with a button if that can help.
#[inline(never)]
pub(super) fn lookup(
    widget: &Widget,
    outlook: &Outlook,
    can_try: bool,
    act: &Callback<GuestAction>,
) -> Html {
    let mut inside = vec![
        element("span", outlook.look, vec![icon(outlook.drawn)]),
        element("h1", "", vec![anew(&outlook.title.into())]),
        element("p", "soft", vec![text(outlook.more.clone())]),
    ];
    if can_try {
        let try_now = lookup::try_now().into();
        inside.push(button("button", try_now, act, GuestAction::TryAgain));
    }
    let alone = vec![element("div", "alone", inside)];
    let main = element("main", "opening", vec![page(alone)]);
    html! { <>{ plain_bar(widget, act) }{ main }</> }
}

/// What is scrolled as a whole.
pub(super) fn page(inside: Vec<Html>) -> Html {
    html! { <div CLASS="page" tabindex="0" role="group" aria-label={frame::start()}>{ for inside }</div> }
}

impl Outlook {
    /// What is looked for, if the page says that, or why it was not found the last time.
    pub(super) fn of(snippet: Option<&SnippetName>, trouble: Option<&Trouble>) -> Self {
        match (snippet, trouble) {
            (None, _) => Self::not_set_up(lookup::no_snippet().into()),
            (Some(_), None) => Self {
                drawn: icon::BOOK,
                look: "seal",
                title: lookup::looking(),
                more: AttrValue::default(),
            },
            (Some(snippet), Some(trouble)) => Self::why(snippet, trouble),
        }
    }

    fn why(snippet: &SnippetName, trouble: &Trouble) -> Self {
        let (title, more) = match trouble {
            Trouble::Unreachable => (lookup::unreachable(), lookup::unreachable_more()),
            trouble if trouble.is_not_found() => {
                return Self::not_set_up(lookup::unknown_snippet(snippet).into());
            }
            Trouble::Refused(_) | Trouble::Unreadable { .. } => {
                (lookup::broken(), lookup::broken_more())
            }
        };
        Self {
            drawn: icon::OFF,
            look: "seal warn",
            title,
            more: more.into(),
        }
    }

    fn not_set_up(more: AttrValue) -> Self {
        Self {
            drawn: icon::UNSURE,
            look: "seal bad",
            title: lookup::not_set_up(),
            more,
        }
    }

    /// All of it, to be told.
    pub(super) fn told(&self) -> AttrValue {
        format!("{} {}", self.title, self.more)
            .trim_end()
            .to_owned()
            .into()
    }
}
