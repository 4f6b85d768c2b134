//! The page about one's own signing in.

use hushdesk_protocol::rest::SecondFactor;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::super::recheck::use_recheck;
use super::super::second_factor::SecondFactorSection;
use super::password::PasswordSection;
use super::sessions::SessionsSection;
use crate::desk::use_workplace;
use crate::frame::PageHead;

/// The password, the second factor, and where one is signed in.
#[component]
pub(crate) fn SigningInPage() -> Html {
    let recheck = use_recheck();
    let Some(workplace) = use_workplace() else {
        return Html::default();
    };
    html! {
        <div class="page narrow">
            <PageHead title={words::places::signing_in()} lead={words::signing_in::lead()} />
            <PasswordSection has_code={workplace.session.second_factor == SecondFactor::On} />
            <SecondFactorSection factor={workplace.session.second_factor} onchanged={recheck} />
            <SessionsSection />
        </div>
    }
}
