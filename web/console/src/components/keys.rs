//! Keys, as they are written on a keyboard.

use yew::prelude::*;

/// The keys that are pressed together.
pub(crate) fn keys(keys: &[&'static str]) -> Html {
    html! {
        <span class="keys">{ for keys.iter().map(|key| html! { <kbd key={*key}>{ *key }</kbd> }) }</span>
    }
}
