//! The identity provider, as it is being set. The secret that is stored is not here: it is told nobody.

use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    ClaimName, ClientId, ClientSecret, EMAIL_CLAIM, GetProvider, IssuerAddress, PasswordSignIn,
    Provider, ProviderChange, ProviderSettings, PutProvider, SecretChange,
};
use hushdesk_protocol::text::Title;
use hushdesk_web::api::{self, Trouble, Version, Versioned};

use crate::draft::Form;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct ProviderForm {
    /// Whether people sign in at one.
    pub(super) is_on: bool,
    pub(super) name: String,
    pub(super) issuer: String,
    pub(super) client_id: String,
    /// Another secret; empty to keep the one there is.
    pub(super) secret: String,
    /// The one there is is forgotten.
    pub(super) forgets_secret: bool,
    /// Since when there has been one.
    pub(super) secret_since: Option<Timestamp>,
    pub(super) claim: String,
    /// Who alone keeps their password; empty: everybody.
    pub(super) only: String,
}

impl ProviderForm {
    fn of(provider: &Provider) -> Self {
        let settings = provider.settings.as_ref();
        let text =
            |read: fn(&ProviderSettings) -> &str| settings.map(read).unwrap_or_default().to_owned();
        let claim = text(|it| it.claim.as_str());
        Self {
            is_on: settings.is_some(),
            name: text(|it| it.name.as_str()),
            issuer: text(|it| it.issuer.as_str()),
            client_id: text(|it| it.client_id.as_str()),
            secret: String::new(),
            forgets_secret: false,
            secret_since: provider.secret_since,
            claim: if claim.is_empty() {
                EMAIL_CLAIM.to_owned()
            } else {
                claim
            },
            only: match settings.map(|it| &it.passwords) {
                Some(PasswordSignIn::Only(name)) => name.as_str().to_owned(),
                Some(PasswordSignIn::Everybody) | None => String::new(),
            },
        }
    }

    /// What it is called, if that can be.
    pub(super) fn name(&self) -> Option<Title> {
        self.name.trim().parse().ok()
    }

    /// The issuer, if it can be one. Whether plain HTTP may be, the edge knows.
    pub(super) fn issuer(&self) -> Option<IssuerAddress> {
        self.issuer.trim().parse().ok()
    }

    /// The client's id, if it can be one.
    pub(super) fn client_id(&self) -> Option<ClientId> {
        self.client_id.trim().parse().ok()
    }

    /// The claim, if it can be one.
    pub(super) fn claim(&self) -> Option<ClaimName> {
        self.claim.trim().parse().ok()
    }

    /// What becomes of the secret, if it can be one.
    pub(super) fn secret(&self) -> Option<SecretChange> {
        match self.secret.trim() {
            "" if self.forgets_secret => Some(SecretChange::Forget),
            "" => Some(SecretChange::Keep),
            secret => secret.parse::<ClientSecret>().ok().map(SecretChange::Set),
        }
    }

    fn passwords(&self) -> Option<PasswordSignIn> {
        match self.only.as_str() {
            "" => Some(PasswordSignIn::Everybody),
            name => {
                let name: OperatorName = name.parse().ok()?;
                Some(PasswordSignIn::Only(name))
            }
        }
    }

    fn change(&self) -> Option<ProviderChange> {
        if !self.is_on {
            return Some(ProviderChange {
                settings: None,
                secret: SecretChange::Forget,
            });
        }
        let settings = ProviderSettings {
            name: self.name()?,
            issuer: self.issuer()?,
            client_id: self.client_id()?,
            claim: self.claim()?,
            passwords: self.passwords()?,
        };
        Some(ProviderChange {
            settings: Some(settings),
            secret: self.secret()?,
        })
    }
}

impl Form for ProviderForm {
    type Name = ();

    async fn read((): ()) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetProvider {}, &(), None).await?;
        Ok(Versioned {
            answer: Self::of(&read.answer),
            version: read.version,
        })
    }

    async fn save(self, (): (), over: Option<Version>) -> Result<Option<Version>, Trouble> {
        let Some(change) = self.change() else {
            return Ok(over);
        };
        let saved = api::ask_over(&PutProvider {}, &change, over.as_ref()).await?;
        Ok(saved.version)
    }

    fn changes(&self, before: &Self) -> usize {
        if !self.is_on && !before.is_on {
            return 0;
        }
        let changed = [
            self.is_on != before.is_on,
            self.name != before.name,
            self.issuer != before.issuer,
            self.client_id != before.client_id,
            self.secret != before.secret || self.forgets_secret != before.forgets_secret,
            self.claim != before.claim,
            self.only != before.only,
        ];
        changed.into_iter().filter(|changed| *changed).count()
    }

    fn is_right(&self) -> bool {
        self.change().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ProviderForm {
        ProviderForm::of(&Provider {
            settings: Some(ProviderSettings {
                name: "Campus".parse().unwrap(),
                issuer: "https://id.example".parse().unwrap(),
                client_id: "hushdesk".parse().unwrap(),
                claim: "email".parse().unwrap(),
                passwords: PasswordSignIn::Everybody,
            }),
            secret_since: Some(Timestamp(5)),
        })
    }

    #[test]
    fn a_provider_has_a_name_an_issuer_a_client_and_a_claim() {
        assert!(form().is_right());
        let spoilt: [fn(&mut ProviderForm); 5] = [
            |it| it.name = " ".to_owned(),
            |it| it.issuer = "id.example".to_owned(),
            |it| it.client_id = String::new(),
            |it| it.claim = "two words".to_owned(),
            |it| it.secret = "\u{e4}".to_owned(),
        ];
        for spoil in spoilt {
            let mut form = form();
            spoil(&mut form);
            assert!(!form.is_right(), "{form:?}");
            form.is_on = false;
            assert!(form.is_right(), "whoever has none needs none of it");
        }
    }

    #[test]
    fn the_secret_stays_unless_another_is_typed_or_it_is_to_be_forgotten() {
        let secret = |typed: &str, forgets_secret| {
            let form = ProviderForm {
                secret: typed.to_owned(),
                forgets_secret,
                ..form()
            };
            form.change().unwrap().secret
        };
        assert_eq!(secret("", false), SecretChange::Keep);
        assert_eq!(secret("", true), SecretChange::Forget);
        let other = SecretChange::Set("hunter2".parse().unwrap());
        assert_eq!(secret(" hunter2 ", false), other);
    }

    #[test]
    fn passwords_are_switched_off_but_for_one() {
        let off = ProviderForm {
            only: "dora".to_owned(),
            ..form()
        };
        let settings = off.change().unwrap().settings.unwrap();
        assert_eq!(
            settings.passwords,
            PasswordSignIn::Only("dora".parse().unwrap())
        );
        assert_eq!(off.changes(&form()), 1);
    }
}
