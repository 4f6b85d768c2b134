//! A passkey in the place of a code, by whoever is signed in.

use hushdesk_protocol::rest::PutPasskeyProof;
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::browser::{NotShown, shown, use_passkeys_here};
use super::way::refusal;
use crate::components::{Button, Icon};
use crate::desk::use_workplace;
use crate::sending::use_sending;

/// What follows.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct PasskeyInsteadProps {
    /// It was shown: for a while it counts in this session.
    pub(in super::super) ondone: Callback<()>,
}

/// A button, for whoever has a passkey where there can be such.
#[component]
pub(in super::super) fn PasskeyInstead(props: &PasskeyInsteadProps) -> Html {
    let (sending, here, workplace) = (use_sending(), use_passkeys_here(), use_workplace());
    let has_one = workplace.is_some_and(|it| it.session.factors.passkeys);
    if !here || !has_one {
        return Html::default();
    }
    let onclick = {
        let (sending, ondone) = (sending.clone(), props.ondone.clone());
        Callback::from(move |()| {
            sending.forgive();
            let proving = async { proved().await.map_err(|not_shown| refusal(&not_shown)) };
            sending.send(proving, &ondone);
        })
    };
    html! {
        <div class="stack">
            <div>
                <Button icon={Icon::Key} ready={sending.ready()} {onclick}>{ words::passkeys::use_one() }</Button>
            </div>
            { sending.banner() }
        </div>
    }
}

async fn proved() -> Result<(), NotShown> {
    let answer = shown().await?;
    Ok(api::ask(&PutPasskeyProof {}, &answer).await?)
}
