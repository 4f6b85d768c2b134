//! What whoever must have a second factor, and has none, meets before anything else.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::super::door::Door;
use super::set_up::SetUp;
use crate::components::{Button, Kind};

/// Who meets it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SecondFactorDoorProps {
    /// What the organisation is called.
    pub(crate) organisation: AttrValue,
    /// It is set up.
    pub(crate) ondone: Callback<()>,
    /// They sign out.
    pub(crate) onsignout: Callback<()>,
}

/// Why it is wanted, setting it up, and the way out.
#[component]
pub(crate) fn SecondFactorDoor(props: &SecondFactorDoorProps) -> Html {
    html! {
        <Door greeting={greeting(&props.organisation)}>
            <SetUp ondone={&props.ondone} />
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
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn whoever_must_have_a_second_factor_is_told_who_wants_it_and_can_leave() {
        let page = rendered::<SecondFactorDoor>(SecondFactorDoorProps {
            organisation: "Northgate".into(),
            ondone: Callback::noop(),
            onsignout: Callback::noop(),
        });
        assert!(page.text().contains("Northgate"));
        assert!(page.can_press(words::factor::go_on()));
        assert!(page.can_press(words::bar::sign_out()));
    }
}
