//! Words that change.

use yew::prelude::*;

/// Words that other words may take the place of. They come as an element of their own then: who translates the page has
/// put something in the place of our text, and what is written into that is not seen.
pub fn anew(words: &AttrValue) -> Html {
    html! { <span key={words.as_str()}>{ words }</span> }
}
