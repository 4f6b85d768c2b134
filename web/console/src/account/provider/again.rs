//! Signing in again at the identity provider, in a window of its own, before what lets somebody in.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::page::AGAIN;
use crate::components::{Button, Kind};
use crate::route::Route;

/// Where, and what follows.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct ProveAtProviderProps {
    /// What the provider is called.
    pub(in super::super) name: AttrValue,
    /// They say that they have done so. Whether it is so the edge knows.
    pub(in super::super) ondone: Callback<()>,
}

/// A link that opens the window, and the button that goes on.
#[component]
pub(in super::super) fn ProveAtProvider(props: &ProveAtProviderProps) -> Html {
    let address = format!("{}?{AGAIN}", Route::Provider.address());
    html! {
        <div class="stack loose">
            <p>{ words::proving::at_provider(&props.name) }</p>
            <div class="row">
                <a class="button" href={address} target="_blank" rel="noopener">{ words::provider::sign_in_with(&props.name) }</a>
                <Button kind={Kind::Primary} onclick={&props.ondone}>{ words::proving::go_on() }</Button>
            </div>
        </div>
    }
}
