//! A text as somebody wrote it, with its addresses to be followed.

use crate::links::{self, Part};
use yew::prelude::*;

/// The text: words as they are, whatever they look like, and links that open apart.
pub fn linked(text: &str) -> Html {
    html! { <>{ for links::parts(text).into_iter().map(part) }</> }
}

fn part(part: Part<'_>) -> Html {
    match part {
        Part::Words(words) => html! { { words } },
        Part::Link(link) => html! {
            <a href={link.to_owned()} target="_blank" rel={links::REL} dir="ltr">{ link }</a>
        },
    }
}
