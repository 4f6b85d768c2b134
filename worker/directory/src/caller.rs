//! Who asks. An [`Asker`] is what a request shows of them; a [`Caller`] is somebody of whom has been checked that they are
//! what they are called. Only [`Caller::establish`] makes one.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{Role, SecondFactor};
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::people;
use crate::refused::{DirectoryError, Refused};
use crate::second_factor;
use crate::sessions::hashes::TokenHash;
use crate::sessions::{current, proof};

/// What a request shows of whoever makes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asker {
    /// The hash of the token in their session cookie, if there is one.
    pub session: Option<TokenHash>,
    /// From where they ask.
    pub address: Address,
}

impl Asker {
    /// Somebody who shows no session.
    pub const fn nobody(address: Address) -> Self {
        Self {
            session: None,
            address,
        }
    }
}

/// Somebody of whom is known that they may ask.
pub trait Caller: Sized {
    /// Finds out whether the asker is such a caller.
    ///
    /// # Errors
    ///
    /// [`Refused::SignedOut`] if they are not signed in, [`Refused::NotAdministrator`] if they have another role than is
    /// needed.
    fn establish(
        database: &impl Database,
        asker: &Asker,
        now: Timestamp,
    ) -> Result<Self, DirectoryError>;

    /// By what name they sign in, if they are signed in.
    fn name(&self) -> Option<&OperatorName>;
}

/// Whoever it is.
#[derive(Debug)]
pub struct Anybody(());

impl Caller for Anybody {
    fn establish(_: &impl Database, _: &Asker, _: Timestamp) -> Result<Self, DirectoryError> {
        Ok(Self(()))
    }

    fn name(&self) -> Option<&OperatorName> {
        None
    }
}

/// Somebody who has a session, be it without the second factor that the organisation requires: then they can set one up, and
/// nothing else.
#[derive(Debug)]
pub struct Holder {
    token: TokenHash,
    name: OperatorName,
    ends: Timestamp,
}

impl Holder {
    /// The hash of the session's token.
    pub(crate) const fn token(&self) -> TokenHash {
        self.token
    }

    /// Who.
    pub(crate) const fn operator(&self) -> &OperatorName {
        &self.name
    }
}

impl Caller for Holder {
    fn establish(
        database: &impl Database,
        asker: &Asker,
        now: Timestamp,
    ) -> Result<Self, DirectoryError> {
        let token = asker.session.ok_or(Refused::SignedOut)?;
        let (name, ends) = current::find(database, token, now)?.ok_or(Refused::SignedOut)?;
        current::note_use(database, token, &name, now)?;
        Ok(Self { token, name, ends })
    }

    fn name(&self) -> Option<&OperatorName> {
        Some(&self.name)
    }
}

/// Somebody who is signed in, with a second factor where one is required.
#[derive(Debug)]
pub struct SignedIn(Holder);

impl SignedIn {
    /// The hash of the session's token.
    pub(crate) const fn token(&self) -> TokenHash {
        self.0.token
    }

    /// Who.
    pub(crate) const fn operator(&self) -> &OperatorName {
        &self.0.name
    }

    /// When the session ends by itself.
    pub(crate) const fn ends(&self) -> Timestamp {
        self.0.ends
    }

    /// Refuses them before they have shown again, with their password, who they are: for what lets somebody in a session is not
    /// enough.
    pub(crate) fn must_have_proved(
        &self,
        database: &impl Database,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        proof::must_be_recent(database, self.token(), now)
    }
}

impl Caller for SignedIn {
    fn establish(
        database: &impl Database,
        asker: &Asker,
        now: Timestamp,
    ) -> Result<Self, DirectoryError> {
        let holder = Holder::establish(database, asker, now)?;
        match second_factor::of(database, &holder.name)? {
            SecondFactor::Missing => Err(Refused::SecondFactorMissing.into()),
            SecondFactor::Off | SecondFactor::On => Ok(Self(holder)),
        }
    }

    fn name(&self) -> Option<&OperatorName> {
        self.0.name()
    }
}

/// An administrator who is signed in.
#[derive(Debug)]
pub struct Administrator(SignedIn);

impl Administrator {
    /// Refuses them for themselves, where what they do needs more than a session.
    pub(crate) fn must_not_be(&self, person: &OperatorName) -> Result<(), Refused> {
        if self.0.operator() == person {
            return Err(Refused::Oneself);
        }
        Ok(())
    }

    /// As [`SignedIn::must_have_proved`].
    pub(crate) fn must_have_proved(
        &self,
        database: &impl Database,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        self.0.must_have_proved(database, now)
    }
}

impl Caller for Administrator {
    fn establish(
        database: &impl Database,
        asker: &Asker,
        now: Timestamp,
    ) -> Result<Self, DirectoryError> {
        let signed_in = SignedIn::establish(database, asker, now)?;
        match people::signed_in(database, signed_in.operator())?.role {
            Role::Administrator => Ok(Self(signed_in)),
            Role::Operator => Err(Refused::NotAdministrator.into()),
        }
    }

    fn name(&self) -> Option<&OperatorName> {
        self.0.name()
    }
}
