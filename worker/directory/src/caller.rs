//! Who asks. An [`Asker`] is what a request shows of them; a [`Caller`] is somebody of whom has been checked that they are
//! what they are called. Only [`Caller::establish`] makes one.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{Role, SecondFactor};
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::people;
use crate::refused::{DirectoryError, Refused};
use crate::second_factor;
use crate::sessions::current::{self, Current};
use crate::sessions::hashes::TokenHash;
use crate::sessions::proof;

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
    is_by_provider: bool,
}

impl Holder {
    /// Whoever gets a session that is just being opened.
    pub(crate) fn opened(
        token: TokenHash,
        name: &OperatorName,
        ends: Timestamp,
        is_by_provider: bool,
    ) -> Self {
        Self {
            token,
            name: name.clone(),
            ends,
            is_by_provider,
        }
    }

    /// The hash of the session's token.
    pub(crate) const fn token(&self) -> TokenHash {
        self.token
    }

    /// Who.
    pub(crate) const fn operator(&self) -> &OperatorName {
        &self.name
    }

    /// Whether they came in by the identity provider.
    pub(crate) const fn is_by_provider(&self) -> bool {
        self.is_by_provider
    }

    /// Whether they have a second factor, or have to. How people sign in at the provider is the provider's business.
    pub(crate) fn second_factor(
        &self,
        database: &impl Database,
    ) -> Result<SecondFactor, DatabaseError> {
        Ok(match second_factor::of(database, &self.name)? {
            SecondFactor::Missing if self.is_by_provider => SecondFactor::Off,
            factor @ (SecondFactor::Missing | SecondFactor::Off | SecondFactor::On) => factor,
        })
    }
}

impl Caller for Holder {
    fn establish(
        database: &impl Database,
        asker: &Asker,
        now: Timestamp,
    ) -> Result<Self, DirectoryError> {
        let token = asker.session.ok_or(Refused::SignedOut)?;
        let current = current::find(database, token, now)?.ok_or(Refused::SignedOut)?;
        let Current {
            operator,
            ends,
            is_by_provider,
        } = current;
        current::note_use(database, token, &operator, now)?;
        Ok(Self {
            token,
            name: operator,
            ends,
            is_by_provider,
        })
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

    /// Refuses them before they have shown again, with their password or at the provider, who they are: for what lets somebody in a session is not
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
        match holder.second_factor(database)? {
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

    /// Whether they came in by the identity provider.
    pub(crate) const fn is_by_provider(&self) -> bool {
        self.0.0.is_by_provider()
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
