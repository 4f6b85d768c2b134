//! The way in at the identity provider.

use hushdesk_protocol::rest::{GetWaysIn, PostProviderSignIn, ProviderBeginning, WaysIn};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::page::refusal;
use crate::components::{Button, Icon, Kind, Size};
use crate::document::go_to;
use crate::loaded::{Loaded, use_loaded};
use crate::sending::use_sending;

async fn ways() -> Result<WaysIn, api::Trouble> {
    api::ask(&GetWaysIn {}, &()).await
}

/// How one can sign in here. Where nobody says so, with a password.
#[hook]
pub(in super::super) fn use_ways() -> Loaded<WaysIn> {
    let (ways, _) = use_loaded(ways);
    ways
}

/// What the provider is called.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct ProviderWayProps {
    pub(in super::super) name: AttrValue,
}

/// A button that leads there.
#[component]
pub(in super::super) fn ProviderWay(props: &ProviderWayProps) -> Html {
    let sending = use_sending();
    let onclick = {
        let sending = sending.clone();
        Callback::from(move |()| {
            sending.forgive();
            let going = async move { address(false).await.map_err(|trouble| refusal(&trouble).0) };
            sending.send(going, &Callback::from(|address: String| go_to(&address)));
        })
    };
    html! {
        <div class="stack">
            <Button kind={Kind::Primary} size={Size::More} wide={true} icon={Icon::Shield} ready={sending.ready()} {onclick}>
                { words::provider::sign_in_with(&props.name) }
            </Button>
            { sending.banner() }
        </div>
    }
}

/// Where one goes to sign in, or to sign in again.
pub(super) async fn address(again: bool) -> Result<String, api::Trouble> {
    let going = api::ask(&PostProviderSignIn {}, &ProviderBeginning { again }).await?;
    Ok(going.address)
}
