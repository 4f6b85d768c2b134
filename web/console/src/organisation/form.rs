//! The organisation, as it is being changed.

use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::rest::{
    AUDIT_DAYS_MAX, AUDIT_DAYS_MIN, GetOrganisation, Organisation, PutOrganisation,
};
use hushdesk_protocol::text::Title;
use hushdesk_web::api::{self, Trouble, Version, Versioned};

use crate::draft::Form;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct OrganisationForm {
    pub(super) name: String,
    pub(super) second_factor_required: bool,
    pub(super) audit_days: String,
    /// The address to mail from; empty to mail nothing.
    pub(super) mails_from: String,
}

impl OrganisationForm {
    fn of(organisation: &Organisation) -> Self {
        Self {
            name: organisation.name.to_string(),
            second_factor_required: organisation.second_factor_required,
            audit_days: organisation.audit_days.to_string(),
            mails_from: organisation
                .mails_from
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }

    /// What it is called, if that can be.
    pub(super) fn name(&self) -> Option<Title> {
        self.name.trim().parse().ok()
    }

    /// For how many days the log is kept, if it can be.
    pub(super) fn audit_days(&self) -> Option<u32> {
        let days = self.audit_days.trim().parse().ok();
        days.filter(|days| (AUDIT_DAYS_MIN..=AUDIT_DAYS_MAX).contains(days))
    }

    /// The address to mail from, or that there is none, if it can be one.
    pub(super) fn mails_from(&self) -> Option<Option<EmailAddress>> {
        match self.mails_from.trim() {
            "" => Some(None),
            address => address.parse().ok().map(Some),
        }
    }

    fn organisation(&self) -> Option<Organisation> {
        Some(Organisation {
            name: self.name()?,
            audit_days: self.audit_days()?,
            second_factor_required: self.second_factor_required,
            mails_from: self.mails_from()?,
        })
    }
}

impl Form for OrganisationForm {
    type Name = ();

    async fn read((): ()) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetOrganisation {}, &(), None).await?;
        Ok(Versioned {
            answer: Self::of(&read.answer),
            version: read.version,
        })
    }

    async fn save(self, (): (), over: Option<Version>) -> Result<Option<Version>, Trouble> {
        let Some(organisation) = self.organisation() else {
            return Ok(over);
        };
        let saved = api::ask_over(&PutOrganisation {}, &organisation, over.as_ref()).await?;
        Ok(saved.version)
    }

    fn changes(&self, before: &Self) -> usize {
        let changed = [
            self.name != before.name,
            self.second_factor_required != before.second_factor_required,
            self.audit_days != before.audit_days,
            self.mails_from != before.mails_from,
        ];
        changed.into_iter().filter(|changed| *changed).count()
    }

    fn is_right(&self) -> bool {
        self.organisation().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> OrganisationForm {
        OrganisationForm::of(&Organisation {
            name: "Northgate".parse().unwrap(),
            audit_days: 400,
            second_factor_required: false,
            mails_from: None,
        })
    }

    #[test]
    fn an_organisation_has_a_name_and_remembers_from_a_month_to_ten_years() {
        assert!(form().is_right());
        for days in ["29", "3654", "", "a year"] {
            let audit_days = days.to_owned();
            assert!(
                !OrganisationForm {
                    audit_days,
                    ..form()
                }
                .is_right(),
                "{days}"
            );
        }
        let mails_from = "not an address".to_owned();
        let form_with = OrganisationForm {
            mails_from,
            ..form()
        };
        assert!(!form_with.is_right());
        let name = " ".to_owned();
        let nameless = OrganisationForm { name, ..form() };
        assert!(!nameless.is_right());
        assert_eq!(nameless.changes(&form()), 1);
    }
}
