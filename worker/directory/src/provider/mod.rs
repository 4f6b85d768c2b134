//! The organisation's identity provider: how it is set, which of its accounts is whose, and who comes in by it.
//!
//! What a provider says is read and believed elsewhere; here an [`Identity`] is what came of that. The secret by which the
//! organisation shows the provider that it is itself has to be kept as it is: the Worker is given it, and nobody else.

pub(crate) mod accounts;
pub(crate) mod returning;
pub(crate) mod setting;
#[cfg(test)]
mod testing;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    ClaimName, ClientId, ClientSecret, IssuerAddress, PasswordSignIn, ProviderSettings, WaysIn,
};
use serde::{Deserialize, Serialize};

use crate::caller::Anybody;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// Who somebody is, as the provider says and as was believed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider.
    pub issuer: IssuerAddress,
    /// For which client it says so.
    pub client_id: ClientId,
    /// By what it knows them for ever.
    pub subject: String,
    /// Their address, if it has verified that.
    pub email: Option<EmailAddress>,
    /// What the claim says that was asked for, if it is a text.
    pub claim: Option<String>,
    /// When they signed in there, if it says so.
    pub signed_in: Option<Timestamp>,
}

/// What it takes to sign in at the provider.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct ProviderClient {
    /// The provider.
    pub issuer: IssuerAddress,
    /// By what it knows the organisation.
    pub client_id: ClientId,
    /// By what the organisation shows that it is itself, if by anything.
    pub secret: Option<ClientSecret>,
    /// The claim that says who somebody is.
    pub claim: ClaimName,
}

/// How one can sign in.
#[derive(Serialize, Deserialize)]
pub struct FindWaysIn;

impl Question for FindWaysIn {
    const PATH: &'static str = "/find-ways-in";
    type By = Anybody;
    type Answer = WaysIn;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<WaysIn>, DirectoryError> {
        let settings = stored(asked.database)?.map(|stored| stored.settings);
        let passwords = settings
            .as_ref()
            .is_none_or(|settings| settings.passwords == PasswordSignIn::Everybody);
        let provider = settings.map(|settings| settings.name);
        Ok(Answered::with(WaysIn {
            provider,
            passwords,
        }))
    }
}

/// What it takes to sign in at the provider, for whoever goes there. It counts as a try, at which the provider is asked something.
#[derive(Serialize, Deserialize)]
pub struct FindProvider;

impl Question for FindProvider {
    const PATH: &'static str = "/find-provider";
    type By = Anybody;
    type Answer = ProviderClient;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<ProviderClient>, DirectoryError> {
        let mut sign_ins = asked.counts.sign_ins.borrow_mut();
        sign_ins.count(asked.address, asked.now)?;
        Ok(Answered::with(client(asked.database)?))
    }
}

fn client(database: &impl Database) -> Result<ProviderClient, DirectoryError> {
    let Stored {
        settings, secret, ..
    } = stored(database)?.ok_or(Refused::NoProvider)?;
    Ok(ProviderClient {
        issuer: settings.issuer,
        client_id: settings.client_id,
        secret,
        claim: settings.claim,
    })
}

/// What the provider is called, if there is one.
pub(crate) fn name(database: &impl Database) -> Result<Option<String>, DatabaseError> {
    let rows = database.query("SELECT name FROM identity_provider", vec![])?;
    let name = rows.into_iter().next();
    name.map(|mut row| row.text("identity_provider.name"))
        .transpose()
}

/// Whether somebody may sign in with a password, if they have one.
pub(crate) fn lets_by_password(
    database: &impl Database,
    name: &OperatorName,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM identity_provider WHERE password_of <> ?",
        vec![name.as_str().into()],
    )?;
    Ok(rows.is_empty())
}

/// How the provider is set, and its secret.
struct Stored {
    settings: ProviderSettings,
    secret: Option<ClientSecret>,
    secret_since: Option<Timestamp>,
}

fn stored(database: &impl Database) -> Result<Option<Stored>, DatabaseError> {
    let rows = database.query(
        "SELECT name, issuer, client_id, claim, password_of, client_secret, secret_since
         FROM identity_provider",
        vec![],
    )?;
    let read = |mut row: Row| {
        Ok(Stored {
            settings: ProviderSettings {
                name: row.name("identity_provider.name")?,
                issuer: row.name("identity_provider.issuer")?,
                client_id: row.name("identity_provider.client_id")?,
                claim: row.name("identity_provider.claim")?,
                passwords: row
                    .optional_name("identity_provider.password_of")?
                    .map_or(PasswordSignIn::Everybody, PasswordSignIn::Only),
            },
            secret: row.optional_name("identity_provider.client_secret")?,
            secret_since: row.optional_moment("identity_provider.secret_since")?,
        })
    };
    rows.into_iter().next().map(read).transpose()
}
