//! The people of the organisation, as administrators see and change them.

use super::declare::endpoints;
use crate::ids::OperatorName;
use crate::rest::{
    ASSIGNMENTS_BYTES_MAX, Assignments, Cursor, IMPORT_BYTES_MAX, INVITATION_BYTES_MAX,
    ImportedRow, Invitation, Link, PERSON_BYTES_MAX, Page, PeopleFile, Person, PersonChange,
    SessionListing,
};
use crate::text::SearchText;

endpoints! {
    /// The people of the organisation, by sign-in name; with `search`, those of whose names it is a part.
    GetPeople {} ? { after: Cursor, search: SearchText }
        Get "people",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<Person> = Json,
        problems: [];

    /// Invites somebody. The link in the answer is told once: by it they choose their password. One that was mailed is told nobody else.
    PostPerson {} ? {}
        Post "people",
        who: Administrator, from: Ours,
        body: Invitation = Json(INVITATION_BYTES_MAX),
        answer: Link = Json,
        problems: [ProofNeeded, Conflict, Full];

    /// One of the people.
    GetPerson { person: OperatorName } ? {}
        Get "people/{person}",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Person = JsonOfVersion,
        problems: [];

    /// Changes somebody. With another role their sessions end, and with a queue less their sockets there.
    PutPerson { person: OperatorName } ? {}
        Put "people/{person}",
        who: Administrator, from: Ours,
        body: PersonChange = JsonOfVersion(PERSON_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [ProofNeeded, LastAdministrator];

    /// Removes somebody, with all that is theirs. Their sessions end.
    DeletePerson { person: OperatorName } ? {}
        Delete "people/{person}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [LastAdministrator];

    /// Keeps somebody from signing in. Their sessions end.
    PostPersonDisabling { person: OperatorName } ? {}
        Post "people/{person}/disabling",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [LastAdministrator];

    /// Lets somebody sign in again.
    PostPersonEnabling { person: OperatorName } ? {}
        Post "people/{person}/enabling",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [ProofNeeded];

    /// A new link by which somebody chooses a password: an invitation's for whoever has none yet, and for all others one
    /// that works for a day. Earlier links are over. What they do with it ends their sessions.
    PostPersonLink { person: OperatorName } ? {}
        Post "people/{person}/link",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: Link = Json,
        problems: [ProofNeeded, PasswordsOff];

    /// Takes the second factor away of somebody who has lost it. Their sessions end.
    DeletePersonSecondFactor { person: OperatorName } ? {}
        Delete "people/{person}/second-factor",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [ProofNeeded];

    /// Where somebody is signed in.
    GetPersonSessions { person: OperatorName } ? {}
        Get "people/{person}/sessions",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<SessionListing> = Json,
        problems: [];

    /// Ends all sessions of somebody.
    DeletePersonSessions { person: OperatorName } ? {}
        Delete "people/{person}/sessions",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// All people as a file.
    GetPeopleFile {} ? {}
        Get "people.csv",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: () = File,
        problems: [];

    /// What each row of a file of people would do.
    PostPeopleImportPreview {} ? {}
        Post "people/import/preview",
        who: Administrator, from: Ours,
        body: PeopleFile = Json(IMPORT_BYTES_MAX),
        answer: Page<ImportedRow> = Json,
        problems: [];

    /// Takes people in from a file: all rows, or none if one of them is refused. The links in the answer are told once.
    PostPeopleImport {} ? {}
        Post "people/import",
        who: Administrator, from: Ours,
        body: PeopleFile = Json(IMPORT_BYTES_MAX),
        answer: Page<ImportedRow> = Json,
        problems: [ProofNeeded];

    /// Gives duties at queues to many people at once, or takes them.
    PostAssignments {} ? {}
        Post "assignments",
        who: Administrator, from: Ours,
        body: Assignments = Json(ASSIGNMENTS_BYTES_MAX),
        answer: () = Done,
        problems: [];
}
