//! When somebody is told that a queue needs people.

use hushdesk_protocol::language::Language;
use hushdesk_protocol::limits::{UNSTAFFED_SECONDS_MAX, WAIT_SECONDS_MIN};
use hushdesk_protocol::rest::Alerts;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::form::{SettingsForm, WAIT, address_in, wait};
use crate::components::{Choice, Length, LengthField, Section, TextField, Unit};
use crate::draft::Draft;

/// Seconds that stand there before anybody says how many.
const WAITING_SECONDS: u32 = 120;

/// The same for a desk where nobody is.
const UNSTAFFED_SECONDS: u32 = 600;

/// In what that is counted.
const UNSTAFFED: [Unit; 2] = [Unit::Minutes, Unit::Hours];

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct AlertsForm {
    has_waiting: bool,
    waiting: Length,
    has_unstaffed: bool,
    unstaffed: Length,
    email: String,
    /// In which the mails were so far.
    language: Option<Language>,
}

impl AlertsForm {
    /// These alerts.
    pub(super) fn of(alerts: &Alerts) -> Self {
        let waiting = alerts.waiting_seconds.unwrap_or(WAITING_SECONDS);
        let unstaffed = alerts.unstaffed_seconds.unwrap_or(UNSTAFFED_SECONDS);
        let email = alerts.email.as_ref().map(ToString::to_string);
        Self {
            has_waiting: alerts.waiting_seconds.is_some(),
            waiting: Length::of_seconds(waiting, WAIT),
            has_unstaffed: alerts.unstaffed_seconds.is_some(),
            unstaffed: Length::of_seconds(unstaffed, UNSTAFFED),
            email: email.unwrap_or_default(),
            language: alerts.language.clone(),
        }
    }

    /// The alerts, if all of it is right. Mails to another address are in the language of whoever enters it.
    pub(super) fn alerts(&self, spoken: Option<Language>) -> Option<Alerts> {
        let email = address_in(&self.email)?;
        Some(Alerts {
            waiting_seconds: if_wanted(self.has_waiting, wait(&self.waiting))?,
            unstaffed_seconds: if_wanted(self.has_unstaffed, unstaffed_for(&self.unstaffed))?,
            language: email
                .as_ref()
                .and_then(|_| self.language.clone().or(spoken)),
            email,
        })
    }
}

/// What is wanted, if it is right; or that nothing is.
fn if_wanted(is_wanted: bool, value: Option<u32>) -> Option<Option<u32>> {
    if is_wanted {
        value.map(Some)
    } else {
        Some(None)
    }
}

/// For how long nobody may be there, neither too short nor too long.
fn unstaffed_for(length: &Length) -> Option<u32> {
    let is_right = |seconds: &u32| (WAIT_SECONDS_MIN..=UNSTAFFED_SECONDS_MAX).contains(seconds);
    length.seconds().filter(is_right)
}

/// The language of whoever sits here.
pub(super) fn language() -> Option<Language> {
    words::language().parse().ok()
}

/// The section of the page in which they are set.
pub(super) fn alerts(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let AlertsForm {
        has_waiting,
        waiting,
        has_unstaffed,
        unstaffed,
        email,
        ..
    } = &form.alerts;
    let no_wait = wait(waiting).is_none().then_some(words::queue::no_wait());
    let no_length = unstaffed_for(unstaffed)
        .is_none()
        .then_some(words::queue::no_unstaffed());
    let no_address = address_in(email).is_none().then_some(words::mails::wrong());
    html! {
        <Section title={words::queue::alerts()} lead={words::queue::alerts_lead()}>
            <Choice checked={*has_waiting}
                onchange={draft.on(|form: &mut SettingsForm, on| form.alerts.has_waiting = on)}>
                { words::queue::alerts_waiting() }
            </Choice>
            if *has_waiting {
                <LengthField id="alerts-waiting" label={words::queue::alerts_waiting_after()} value={waiting.clone()}
                    units={WAIT} error={no_wait}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.alerts.waiting = value)} />
            }
            <Choice checked={*has_unstaffed} help={words::queue::alerts_unstaffed_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.alerts.has_unstaffed = on)}>
                { words::queue::alerts_unstaffed() }
            </Choice>
            if *has_unstaffed {
                <LengthField id="alerts-unstaffed" label={words::queue::alerts_unstaffed_after()} value={unstaffed.clone()}
                    units={UNSTAFFED} error={no_length}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.alerts.unstaffed = value)} />
            }
            if *has_waiting || *has_unstaffed {
                <TextField id="alerts-email" label={words::queue::alerts_email()} value={email.clone()} kind="email"
                    verbatim={true} help={words::queue::alerts_email_help()} error={no_address}
                    onvalue={draft.on(|form: &mut SettingsForm, address| form.alerts.email = address)} />
            }
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_stay_what_they_are_and_a_new_address_is_written_to_in_the_language_spoken_here() {
        let german: Option<Language> = "de".to_owned().try_into().ok();
        let all = Alerts {
            waiting_seconds: Some(90),
            unstaffed_seconds: Some(900),
            email: Some("head@library.example".parse().unwrap()),
            language: "fr".to_owned().try_into().ok(),
        };
        for alerts in [Alerts::default(), all] {
            let form = AlertsForm::of(&alerts);
            assert_eq!(form.alerts(german.clone()), Some(alerts));
        }
        let mut form = AlertsForm::of(&Alerts::default());
        form.email = "head@library.example".to_owned();
        assert_eq!(form.alerts(german.clone()).unwrap().language, german);
    }

    #[test]
    fn what_is_out_of_bounds_is_not_right() {
        let mut form = AlertsForm::of(&Alerts::default());
        form.has_unstaffed = true;
        form.unstaffed.count = "241".to_owned();
        assert_eq!(form.alerts(None), None);
        form.unstaffed.count = "240".to_owned();
        form.email = "nobody".to_owned();
        assert_eq!(form.alerts(None), None);
    }
}
