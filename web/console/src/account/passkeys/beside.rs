//! A passkey beside the password, at the sign-in.

use std::rc::Rc;

use hushdesk_protocol::rest::{PostSession, Session};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::super::credentials::Credentials;
use super::super::state::{Account, Action};
use super::browser::{NotShown, shown, use_passkeys_here};
use super::way::refusal;
use crate::components::{Button, Icon, Size};
use crate::sending::use_sending;

/// Who signs in.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct PasskeyBesideProps {
    pub(in super::super) account: UseReducerDispatcher<Account>,
    pub(in super::super) credentials: Rc<Credentials>,
}

/// A button, where the browser knows passkeys: whether whoever signs in has one is not told before.
#[component]
pub(in super::super) fn PasskeyBeside(props: &PasskeyBesideProps) -> Html {
    let (sending, here) = (use_sending(), use_passkeys_here());
    if !here {
        return Html::default();
    }
    let onclick = {
        let (sending, account, credentials) = (
            sending.clone(),
            props.account.clone(),
            props.credentials.clone(),
        );
        Callback::from(move |()| {
            sending.forgive();
            let credentials = credentials.clone();
            let signing_in = async move {
                let session = signed_in(&credentials).await;
                session.map_err(|not_shown| refusal(&not_shown))
            };
            let account = account.clone();
            let onsession =
                Callback::from(move |session| account.dispatch(Action::Tried(Ok(session))));
            sending.send(signing_in, &onsession);
        })
    };
    html! {
        <div class="stack">
            <Button size={Size::More} wide={true} icon={Icon::Key} ready={sending.ready()} {onclick}>
                { words::passkeys::use_one() }
            </Button>
            { sending.banner() }
        </div>
    }
}

async fn signed_in(credentials: &Credentials) -> Result<Session, NotShown> {
    let answer = shown().await?;
    Ok(api::ask(&PostSession {}, &credentials.sign_in_by(answer)).await?)
}
