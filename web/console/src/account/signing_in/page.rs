//! The page about one's own signing in.

use hushdesk_protocol::rest::SecondFactor;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::super::applications::ApplicationsSection;
use super::super::passkeys::PasskeysSection;
use super::super::recheck::use_recheck;
use super::super::second_factor::SecondFactorSection;
use super::email::EmailSection;
use super::password::PasswordSection;
use super::sessions::SessionsSection;
use crate::components::{Banner, Icon};
use crate::desk::use_workplace;
use crate::frame::PageHead;

/// The password, the second factor, where one is signed in, and by what programs of one's own are let in.
#[component]
pub(crate) fn SigningInPage() -> Html {
    let recheck = use_recheck();
    let Some(workplace) = use_workplace() else {
        return Html::default();
    };
    let has_code = workplace.session.second_factor == SecondFactor::On;
    html! {
        <div class="page narrow">
            <PageHead title={words::places::signing_in()} lead={words::signing_in::lead()} />
            if let Some(name) = &workplace.session.provider {
                <Banner icon={Icon::Shield} title={words::provider::signed_in_at(name)} more={words::provider::signed_in_at_more()} />
            }
            if workplace.session.password {
                <PasswordSection {has_code} />
                <SecondFactorSection factors={workplace.session.factors} onchanged={recheck.clone()} />
                <PasskeysSection session={(*workplace.session).clone()} onchanged={recheck} />
            }
            <EmailSection />
            <SessionsSection />
            <ApplicationsSection name={workplace.session.name.as_str().to_owned()} {has_code} has_password={workplace.session.password} />
        </div>
    }
}
