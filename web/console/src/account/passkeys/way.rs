//! The way in by a passkey alone.

use hushdesk_protocol::rest::{PostPasskeySession, ProblemCode, Session};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::browser::{NotShown, shown, use_passkeys_here};
use crate::components::{Button, Icon, Size};
use crate::sending::use_sending;

/// Who follows.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct PasskeyWayProps {
    /// Somebody is signed in.
    pub(in super::super) ondone: Callback<Session>,
}

/// A button, where the browser knows passkeys.
#[component]
pub(in super::super) fn PasskeyWay(props: &PasskeyWayProps) -> Html {
    let (sending, here) = (use_sending(), use_passkeys_here());
    if !here {
        return Html::default();
    }
    let onclick = {
        let (sending, ondone) = (sending.clone(), props.ondone.clone());
        Callback::from(move |()| {
            sending.forgive();
            let signing_in = async { signed_in().await.map_err(|not_shown| refusal(&not_shown)) };
            sending.send(signing_in, &ondone);
        })
    };
    html! {
        <div class="stack">
            <Button size={Size::More} wide={true} icon={Icon::Key} ready={sending.ready()} {onclick}>
                { words::passkeys::sign_in() }
            </Button>
            { sending.banner() }
        </div>
    }
}

async fn signed_in() -> Result<Session, NotShown> {
    let answer = shown().await?;
    Ok(api::ask(&PostPasskeySession {}, &answer).await?)
}

/// Why nobody was let in, and what to do.
pub(super) fn refusal(not_shown: &NotShown) -> &'static str {
    match not_shown {
        NotShown::Declined | NotShown::Known | NotShown::Failed => words::passkeys::not_shown(),
        NotShown::Asked(trouble) if trouble.is(ProblemCode::WrongCredentials) => {
            words::passkeys::wrong()
        }
        NotShown::Asked(trouble) if trouble.is(ProblemCode::TooMany) => words::door::too_many(),
        NotShown::Asked(api::Trouble::Refused(_)) => words::door::failed(),
        NotShown::Asked(api::Trouble::Unreachable | api::Trouble::Unreadable { .. }) => {
            words::door::unreachable()
        }
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Problem;

    use super::*;

    #[test]
    fn who_was_not_let_in_is_told_why() {
        let refused = |code| {
            let problem = Problem::new(code, String::new());
            refusal(&NotShown::Asked(api::Trouble::Refused(problem)))
        };
        assert_eq!(
            refused(ProblemCode::WrongCredentials),
            words::passkeys::wrong()
        );
        assert_eq!(refused(ProblemCode::TooMany), words::door::too_many());
        assert_eq!(refusal(&NotShown::Declined), words::passkeys::not_shown());
        let unreachable = NotShown::Asked(api::Trouble::Unreachable);
        assert_eq!(refusal(&unreachable), words::door::unreachable());
    }
}
