//! Why a question has no answer.

use hushdesk_edge::DatabaseError;
use serde::{Deserialize, Serialize};

use crate::rate_limit::TooMany;

/// Why the directory does not do what it is asked to, as it travels back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub enum Refused {
    /// Nobody has set the organisation up.
    NotFounded,
    /// It has been set up before.
    Founded,
    /// Nobody has this name.
    NoPerson,
    /// Something has this name already.
    NameTaken,
    /// Something had this name, and what it has done is known by it.
    NameUsed,
    /// There are as many as there may be.
    Full,
    /// Nobody would be left who can sign in and administer the organisation.
    LastAdministrator,
    /// The link has been used, has run out, or never was one.
    LinkOver,
    /// No message can be left there.
    NoMessages,
    /// No chat is mailed to its guest there.
    NoGuestMails,
    /// No canned message has this id, or it is somebody else's.
    NoCanned,
    /// No skin has this name.
    NoSkin,
    /// No skin has such a picture.
    NoPicture,
    /// No key has this fingerprint.
    NoKey,
    /// The key is not pinned, or is somebody else's.
    NotOwnKey,
    /// These need what was to be removed.
    InUse(Vec<String>),
    /// No queue has this name.
    NoQueue,
    /// No snippet has this name.
    NoSnippet,
    /// The credential that was checked is not the operator's any more.
    WrongCredentials,
    /// The organisation requires a second factor, and whoever asks has none.
    SecondFactorMissing,
    /// Whoever asks has not shown for a while that it is them.
    ProofNeeded,
    /// There is no such passkey of whoever asks.
    NoPasskey,
    /// There is no second factor.
    NoSecondFactor,
    /// There is no identity provider.
    NoProvider,
    /// Whoever asks has no password, or passwords are switched off for them.
    PasswordsOff,
    /// Nobody goes by what the provider says, or more than one does.
    NotInvited,
    /// The provider says that it is somebody else than whoever is signed in.
    SomebodyElse,
    /// Whoever switches passwords off has not signed in at the provider as it is set.
    ProviderUntried,
    /// What was begun at the provider has been used, took too long, or was begun when it was set otherwise.
    SignInOver,
    /// There is no such session, or it has ended.
    SignedOut,
    /// A page of another site asks.
    Foreign,
    /// The operator is not assigned to the queue.
    NotAssigned,
    /// Only an administrator may, or whoever manages the queue.
    NotManager,
    /// Only an administrator may.
    NotAdministrator,
    /// Nobody does this for themselves by a session alone.
    Oneself,
    /// Somebody has changed meanwhile what was to be changed.
    ChangedMeanwhile,
    /// Too many tries.
    TooMany(TooMany),
}

impl Refused {
    /// These need what was to be removed.
    pub(crate) fn in_use_by<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self::InUse(names.map(str::to_owned).collect())
    }
}

/// What ends a question without an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DirectoryError {
    /// The one who asks is told.
    Refused(Refused),
    /// The directory itself failed.
    Database(DatabaseError),
}

impl From<Refused> for DirectoryError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<TooMany> for DirectoryError {
    fn from(too_many: TooMany) -> Self {
        Self::Refused(Refused::TooMany(too_many))
    }
}

impl From<DatabaseError> for DirectoryError {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}
