//! The organisation as a whole: how it begins, how it is set, and what was done in it.

use super::declare::endpoints;
use crate::ids::OperatorName;
use crate::rest::{
    ActName, AuditEntry, Cursor, MAIL_BYTES_MAX, MailTo, Moment, ORGANISATION_BYTES_MAX,
    Organisation, Page, SETUP_BYTES_MAX, Setup, SetupState,
};
use crate::text::SearchText;

endpoints! {
    /// Whether the organisation has been set up.
    GetSetup {} ? {}
        Get "setup",
        who: Anybody, from: Unread,
        body: () = Nothing,
        answer: SetupState = Json,
        problems: [];

    /// Sets up an organisation that has nothing yet, once: its name, its first administrator, and what else it begins with.
    PostSetup {} ? {}
        Post "setup",
        who: SetupCode, from: Ours,
        body: Setup = Json(SETUP_BYTES_MAX),
        answer: () = Created,
        problems: [Conflict, TooMany];

    /// How the organisation is set.
    GetOrganisation {} ? {}
        Get "organisation",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Organisation = JsonOfVersion,
        problems: [];

    /// Sets the organisation.
    PutOrganisation {} ? {}
        Put "organisation",
        who: Administrator, from: Ours,
        body: Organisation = JsonOfVersion(ORGANISATION_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded];

    /// Sends a mail that says nothing, to see whether the organisation's arrive.
    PostTestMail {} ? {}
        Post "organisation/test-mail",
        who: Administrator, from: Ours,
        body: MailTo = Json(MAIL_BYTES_MAX),
        answer: () = Done,
        problems: [NoSender, NotMailed, TooMany];

    /// What was done, the newest first: by somebody, of a kind, to something, within a time.
    GetAudit {} ? { after: Cursor, by: OperatorName, act: ActName, subject: SearchText, since: Moment, until: Moment }
        Get "audit",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<AuditEntry> = Json,
        problems: [];

    /// The same as a file: the newest 10,000, or as many as are 16 MB.
    GetAuditFile {} ? { by: OperatorName, act: ActName, subject: SearchText, since: Moment, until: Moment }
        Get "audit.csv",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: () = File,
        problems: [];
}
