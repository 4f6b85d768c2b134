//! What whoever must have a second factor, and has none, meets before anything else.

use std::rc::Rc;

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::super::door::Door;
use super::super::passkeys::{Adding, use_passkeys_here};
use super::set_up::SetUp;
use crate::components::{Button, Icon, Kind};

/// Who meets it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SecondFactorDoorProps {
    pub(crate) session: Rc<Session>,
    /// It is set up.
    pub(crate) ondone: Callback<()>,
    /// They sign out.
    pub(crate) onsignout: Callback<()>,
}

/// Why it is wanted, setting it up, and the way out.
#[component]
pub(crate) fn SecondFactorDoor(props: &SecondFactorDoorProps) -> Html {
    let by_passkey = use_state_eq(|| false);
    let passkeys_here = use_passkeys_here();
    let onpasskey = {
        let by_passkey = by_passkey.setter();
        Callback::from(move |()| by_passkey.set(true))
    };
    html! {
        <Door greeting={greeting(&props.session.organisation)}>
            if *by_passkey {
                <Adding session={(*props.session).clone()} ondone={&props.ondone} />
            } else {
                <SetUp ondone={&props.ondone} />
                if passkeys_here {
                    <div><Button icon={Icon::Key} onclick={onpasskey}>{ words::passkeys::instead() }</Button></div>
                }
            }
            <div><Button kind={Kind::Quiet} onclick={&props.onsignout}>{ words::bar::sign_out() }</Button></div>
        </Door>
    }
}

fn greeting(organisation: &str) -> Html {
    html! {
        <div class="who">
            <img src="/console/icon.svg" alt="" />
            <div>
                <h1>{ words::factor::door_title() }</h1>
                <p class="soft">{ words::factor::door_lead(&organisation) }</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Factors, Role, SecondFactor};
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn session() -> Session {
        Session {
            name: "desk1".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            role: Role::Operator,
            queues: vec![],
            demonstration: false,
            organisation: "Northgate".to_owned(),
            manages: vec![],
            second_factor: SecondFactor::Missing,
            factors: Factors::default(),
            provider: None,
            password: true,
        }
    }

    #[test]
    fn whoever_must_have_a_second_factor_is_told_who_wants_it_and_can_leave() {
        let page = rendered::<SecondFactorDoor>(SecondFactorDoorProps {
            session: Rc::new(session()),
            ondone: Callback::noop(),
            onsignout: Callback::noop(),
        });
        assert!(page.text().contains("Northgate"));
        assert!(page.can_press(words::factor::go_on()));
        assert!(page.can_press(words::bar::sign_out()));
    }
}
