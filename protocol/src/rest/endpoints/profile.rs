//! What somebody who is signed in sees and changes of their own.

use super::declare::endpoints;
use crate::ids::{ApplicationId, Fingerprint, SessionId};
use crate::rest::{
    APPLICATION_BYTES_MAX, ApplicationListing, ApplicationPassword, CODE_BYTES_MAX, EmailCode,
    KEY_BYTES_MAX, MAIL_BYTES_MAX, MailTo, NewApplication, NoteKeyState, OwnEmail,
    PASSWORDS_BYTES_MAX, PROFILE_BYTES_MAX, PROOF_BYTES_MAX, Page, PasswordChange, PasswordProof,
    Profile, ProposedKey, PublishedNoteKey, RecoveryCodes, SecondFactorCode, SecondFactorSecret,
    SessionListing,
};

endpoints! {
    /// Changes what somebody is called.
    PutProfile {} ? {}
        Put "profile",
        who: SignedIn, from: Ours,
        body: Profile = Json(PROFILE_BYTES_MAX),
        answer: () = Done,
        problems: [TooMany];

    /// Changes somebody's own password. All their other sessions end, and their application passwords are taken back.
    PutPassword {} ? {}
        Put "profile/password",
        who: Holder, from: Ours,
        body: PasswordChange = Json(PASSWORDS_BYTES_MAX),
        answer: () = Done,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany, PasswordsOff];

    /// Begins to set up an app as a second factor, and tells its secret once. It is set up once it has shown a code.
    PostSecondFactor {} ? {}
        Post "profile/second-factor",
        who: Holder, from: Ours,
        body: PasswordProof = Json(PROOF_BYTES_MAX),
        answer: SecondFactorSecret = Json,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany, PasswordsOff];

    /// Sets up the app that shows this code. The recovery codes in the answer are told once.
    PutSecondFactor {} ? {}
        Put "profile/second-factor",
        who: Holder, from: Ours,
        body: SecondFactorCode = Json(CODE_BYTES_MAX),
        answer: RecoveryCodes = Json,
        problems: [WrongCredentials, TooMany];

    /// Takes the second factor of whoever asks away.
    PostSecondFactorRemoval {} ? {}
        Post "profile/second-factor/removal",
        who: Holder, from: Ours,
        body: PasswordProof = Json(PROOF_BYTES_MAX),
        answer: () = Done,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany, PasswordsOff];

    /// Gives new recovery codes in the place of all earlier ones. They are told once.
    PostRecoveryCodes {} ? {}
        Post "profile/recovery-codes",
        who: Holder, from: Ours,
        body: PasswordProof = Json(PROOF_BYTES_MAX),
        answer: RecoveryCodes = Json,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany, PasswordsOff];

    /// Where whoever asks can be reached.
    GetOwnEmail {} ? {}
        Get "profile/email",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: OwnEmail = Json,
        problems: [];

    /// Mails a code to an address, by which whoever asks shows that it is theirs.
    PostOwnEmail {} ? {}
        Post "profile/email",
        who: SignedIn, from: Ours,
        body: MailTo = Json(MAIL_BYTES_MAX),
        answer: () = Done,
        problems: [ProofNeeded, NoSender, NotMailed, TooMany];

    /// Shows the code that was mailed: from then on whoever asks can be reached there.
    PutOwnEmail {} ? {}
        Put "profile/email",
        who: SignedIn, from: Ours,
        body: EmailCode = Json(CODE_BYTES_MAX),
        answer: () = Done,
        problems: [WrongCredentials, LinkOver];

    /// Whoever asks cannot be reached by mail any more.
    DeleteOwnEmail {} ? {}
        Delete "profile/email",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Where somebody is signed in.
    GetOwnSessions {} ? {}
        Get "profile/sessions",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<SessionListing> = Json,
        problems: [];

    /// Ends all sessions of whoever asks but the one they ask by.
    DeleteOwnSessions {} ? {}
        Delete "profile/sessions",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Ends one session of whoever asks. One that has ended already is no problem.
    DeleteOwnSession { session: SessionId } ? {}
        Delete "profile/sessions/{session}",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// The application passwords of whoever asks: by them programs such as Pidgin are let in.
    GetApplications {} ? {}
        Get "profile/applications",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<ApplicationListing> = Json,
        problems: [];

    /// Makes an application password. It is told once.
    PostApplication {} ? {}
        Post "profile/applications",
        who: SignedIn, from: Ours,
        body: NewApplication = Json(APPLICATION_BYTES_MAX),
        answer: ApplicationPassword = Json,
        problems: [WrongCredentials, SecondFactorNeeded, Full, TooMany, PasswordsOff, ProofNeeded];

    /// Takes an application password back. Programs that are signed in by it are so no longer. One that is not there is no problem.
    DeleteApplication { application: ApplicationId } ? {}
        Delete "profile/applications/{application}",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [TooMany];

    /// Proposes a key that somebody has made for themselves. It counts once an administrator has accepted it.
    PostOwnKey {} ? {}
        Post "profile/keys",
        who: SignedIn, from: Ours,
        body: ProposedKey = Json(KEY_BYTES_MAX),
        answer: () = Created,
        problems: [Conflict, Full, TooMany];

    /// Whether guests may leave sealed notes to a key of whoever asks.
    GetNoteKey { fingerprint: Fingerprint } ? {}
        Get "profile/keys/{fingerprint}/note-key",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: NoteKeyState = Json,
        problems: [];

    /// Lets guests leave sealed notes to a key of whoever asks: one that is pinned, and is theirs or nobody's alone.
    PutNoteKey { fingerprint: Fingerprint } ? {}
        Put "profile/keys/{fingerprint}/note-key",
        who: SignedIn, from: Ours,
        body: PublishedNoteKey = Json(KEY_BYTES_MAX),
        answer: () = Done,
        problems: [Conflict, TooMany];

    /// Lets guests leave no more sealed notes to a key of whoever asks. Those that they have left stay.
    DeleteNoteKey { fingerprint: Fingerprint } ? {}
        Delete "profile/keys/{fingerprint}/note-key",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [Conflict, TooMany];
}
