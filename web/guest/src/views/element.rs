//! Plain elements: a name, a class, what stands in them. One function makes them all. What `html!` writes for each is
//! three times as much code, which every guest's browser would load; it is for those with more to them.

use yew::prelude::*;

/// An element of this class in the style sheet; an empty one is none.
pub(super) fn element(name: &'static str, class: &'static str, inside: Vec<Html>) -> Html {
    let class = (!class.is_empty()).then_some(class);
    html! { <@{name} CLASS={class}>{ for inside }</@> }
}

/// Words that stay as they are.
pub(super) fn words(words: &'static str) -> Html {
    text(words.into())
}

/// Words that were filled in, or are somebody's.
pub(super) fn text(words: AttrValue) -> Html {
    html! { { words } }
}

/// A name that turns nothing around it.
pub(super) fn name(name: AttrValue) -> Html {
    element("bdi", "", vec![text(name)])
}
