//! All endpoints of the API. This list is what the Worker dispatches and guards by, what browsers call by, what
//! `docs/openapi.json` and the table of `docs/protocol.md` are made of, and what the test walks that knocks at every
//! address in every role.

use super::endpoint::{Answer, Body, Description, Endpoint, Given, Method, NoRoute, Origins, Who};
use super::page::{Cursor, Page};
use super::problem::ProblemCode;
use super::{
    ASSIGNMENTS_BYTES_MAX, ActName, Assignments, AuditEntry, CANNED_BYTES_MAX, CODE_BYTES_MAX,
    CannedChange, CannedMessage, IMPORT_BYTES_MAX, INVITATION_BYTES_MAX, ImportedRow, Invitation,
    KEY_BYTES_MAX, Key, KeyAcceptance, KeySettings, LINK_BYTES_MAX, Link, LinkFor, LinkReading,
    LinkUse, Moment, NewCanned, NewKey, NewQueue, NewSnippet, ORGANISATION_BYTES_MAX, Organisation,
    PASSWORDS_BYTES_MAX, PERSON_BYTES_MAX, PROFILE_BYTES_MAX, PROOF_BYTES_MAX, PasswordChange,
    PasswordProof, PeopleFile, Person, PersonChange, Presence, Profile, ProposedKey,
    QUEUE_BYTES_MAX, Queue, QueueChange, QueueListing, QueueSettings, RecoveryCodes,
    SETTINGS_BYTES_MAX, SETUP_BYTES_MAX, SIGN_IN_BYTES_MAX, SKIN_BYTES_MAX, SNIPPET_BYTES_MAX,
    SecondFactorCode, SecondFactorSecret, Session, SessionListing, Setup, SetupState, SignIn, Skin,
    SkinCopy, SkinDraft, SkinListing, SkinSettings, Snippet, SnippetListing, SnippetSettings,
};
use crate::ids::{
    CannedId, Fingerprint, OperatorName, QueueName, SessionId, SkinName, SnippetName,
};
use crate::text::SearchText;

/// Declares the endpoints: a type each, and over all of them [`Route`] and [`ENDPOINTS`].
macro_rules! endpoints {
    ($(
        $(#[doc = $says:literal])+
        $name:ident { $($field:ident: $type:ty),* } ? { $($parameter:ident: $of:ty),* }
        $method:ident $path:literal,
        who: $who:ident, from: $from:ident,
        body: $sent:ty = $body:expr,
        answer: $answered:ty = $answer:expr,
        problems: [$($problem:ident),*];
    )+) => {
        $(
            $(#[doc = $says])+
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub struct $name {
                $(
                    #[doc = concat!("The `", stringify!($field), "` in the path.")]
                    pub $field: $type,
                )*
                $(
                    #[doc = concat!("The `", stringify!($parameter), "` in the query.")]
                    pub $parameter: Option<$of>,
                )*
            }

            impl Endpoint for $name {
                const DESCRIPTION: Description = Description {
                    name: stringify!($name),
                    says: &[$($says),+],
                    method: Method::$method,
                    path: $path,
                    query: &[$(stringify!($parameter)),*],
                    who: Who::$who,
                    from: Origins::$from,
                    body: $body,
                    answer: $answer,
                    own_problems: &[$(ProblemCode::$problem),*],
                };

                type Body = $sent;
                type Answer = $answered;

                fn address(&self) -> String {
                    let Self { $($field,)* $($parameter,)* } = self;
                    Self::DESCRIPTION.address(
                        &[$((stringify!($field), $field.as_str())),*],
                        &[$((stringify!($parameter), $parameter.as_ref().map(|it| it.as_str()))),*],
                    )
                }
            }

            impl $name {
                fn read(given: &Given<'_>) -> Result<Self, String> {
                    let Given { .. } = given;
                    Ok(Self {
                        $($field: given.field(stringify!($field))?,)*
                        $($parameter: given.parameter(stringify!($parameter))?,)*
                    })
                }
            }
        )+

        /// An endpoint with what stands in its address.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum Route {
            $(
                #[doc = concat!("[`", stringify!($name), "`]")]
                $name($name),
            )+
        }

        impl Route {
            /// The endpoint at a path below [`API`](super::API), asked by this method.
            ///
            /// # Errors
            ///
            /// There is none, or a field of the address is not what it should be.
            pub fn find(
                method: &str,
                path: &str,
                query: &[(String, String)],
            ) -> Result<Self, NoRoute> {
                let mut others = Vec::new();
                $(
                    if let Some(fields) = $name::DESCRIPTION.fields_of(path) {
                        if $name::DESCRIPTION.method.as_str() == method {
                            let read = $name::read(&Given { fields, query });
                            return read.map(Self::$name).map_err(NoRoute::Malformed);
                        }
                        others.push($name::DESCRIPTION.method);
                    }
                )+
                Err(NoRoute::none(others))
            }
        }

        /// All of them.
        pub const ENDPOINTS: &[Description] = &[$($name::DESCRIPTION),+];

        /// Shows the types of each to a visitor.
        #[cfg(feature = "openapi")]
        pub(crate) fn visit(visitor: &mut impl super::described::Visitor) {
            $(visitor.visit::<$name>();)+
        }
    };
}

endpoints! {
    /// Signs in. The answer brings the session's cookie.
    PostSession {} ? {}
        Post "session",
        who: Anybody, from: Ours,
        body: SignIn = Body::Json(SIGN_IN_BYTES_MAX),
        answer: Session = Answer::Json,
        problems: [WrongCredentials, SecondFactorNeeded, TooMany];

    /// Who is signed in, and for what.
    GetSession {} ? {}
        Get "session",
        who: Holder, from: Unread,
        body: () = Body::Nothing,
        answer: Session = Answer::Json,
        problems: [];

    /// Signs out: the session has ended, if there was one.
    DeleteSession {} ? {}
        Delete "session",
        who: Anybody, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// Changes what somebody is called.
    PutProfile {} ? {}
        Put "profile",
        who: SignedIn, from: Ours,
        body: Profile = Body::Json(PROFILE_BYTES_MAX),
        answer: () = Answer::Done,
        problems: [];

    /// Changes somebody's own password. All their other sessions end.
    PutPassword {} ? {}
        Put "profile/password",
        who: Holder, from: Ours,
        body: PasswordChange = Body::Json(PASSWORDS_BYTES_MAX),
        answer: () = Answer::Done,
        problems: [WrongCredentials, TooMany];

    /// Begins to set up an app as a second factor, and tells its secret once. It is set up once it has shown a code.
    PostSecondFactor {} ? {}
        Post "profile/second-factor",
        who: Holder, from: Ours,
        body: PasswordProof = Body::Json(PROOF_BYTES_MAX),
        answer: SecondFactorSecret = Answer::Json,
        problems: [WrongCredentials, TooMany];

    /// Sets up the app that shows this code. The recovery codes in the answer are told once.
    PutSecondFactor {} ? {}
        Put "profile/second-factor",
        who: Holder, from: Ours,
        body: SecondFactorCode = Body::Json(CODE_BYTES_MAX),
        answer: RecoveryCodes = Answer::Json,
        problems: [WrongCredentials];

    /// Takes the second factor of whoever asks away.
    PostSecondFactorRemoval {} ? {}
        Post "profile/second-factor/removal",
        who: Holder, from: Ours,
        body: PasswordProof = Body::Json(PROOF_BYTES_MAX),
        answer: () = Answer::Done,
        problems: [WrongCredentials, TooMany];

    /// Gives new recovery codes in the place of all earlier ones. They are told once.
    PostRecoveryCodes {} ? {}
        Post "profile/recovery-codes",
        who: Holder, from: Ours,
        body: PasswordProof = Body::Json(PROOF_BYTES_MAX),
        answer: RecoveryCodes = Answer::Json,
        problems: [WrongCredentials, TooMany];

    /// Where somebody is signed in.
    GetOwnSessions {} ? {}
        Get "profile/sessions",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: Page<SessionListing> = Answer::Json,
        problems: [];

    /// Ends all sessions of whoever asks but the one they ask by.
    DeleteOwnSessions {} ? {}
        Delete "profile/sessions",
        who: SignedIn, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// Ends one session of whoever asks. One that has ended already is no problem.
    DeleteOwnSession { session: SessionId } ? {}
        Delete "profile/sessions/{session}",
        who: SignedIn, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// Proposes a key that somebody has made for themselves. It counts once an administrator has accepted it.
    PostOwnKey {} ? {}
        Post "profile/keys",
        who: SignedIn, from: Ours,
        body: ProposedKey = Body::Json(KEY_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, Full];

    /// The people of the organisation, by sign-in name; with `search`, those of whose names it is a part.
    GetPeople {} ? { after: Cursor, search: SearchText }
        Get "people",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Page<Person> = Answer::Json,
        problems: [];

    /// Invites somebody. The link in the answer is told once: by it they choose their password.
    PostPerson {} ? {}
        Post "people",
        who: Administrator, from: Ours,
        body: Invitation = Body::Json(INVITATION_BYTES_MAX),
        answer: Link = Answer::Json,
        problems: [Conflict, Full];

    /// One of the people.
    GetPerson { person: OperatorName } ? {}
        Get "people/{person}",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Person = Answer::JsonOfVersion,
        problems: [];

    /// Changes somebody. With another role their sessions end, and with a queue less their sockets there.
    PutPerson { person: OperatorName } ? {}
        Put "people/{person}",
        who: Administrator, from: Ours,
        body: PersonChange = Body::JsonOfVersion(PERSON_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [LastAdministrator];

    /// Removes somebody, with all that is theirs. Their sessions end.
    DeletePerson { person: OperatorName } ? {}
        Delete "people/{person}",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [LastAdministrator];

    /// Keeps somebody from signing in. Their sessions end.
    PostPersonDisabling { person: OperatorName } ? {}
        Post "people/{person}/disabling",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [LastAdministrator];

    /// Lets somebody sign in again.
    PostPersonEnabling { person: OperatorName } ? {}
        Post "people/{person}/enabling",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// A new link by which somebody chooses a password: an invitation's for whoever has none yet, and for all others one
    /// that works for a day. Earlier links are over. What they do with it ends their sessions.
    PostPersonLink { person: OperatorName } ? {}
        Post "people/{person}/link",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: Link = Answer::Json,
        problems: [];

    /// Takes the second factor away of somebody who has lost it. Their sessions end.
    DeletePersonSecondFactor { person: OperatorName } ? {}
        Delete "people/{person}/second-factor",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// Where somebody is signed in.
    GetPersonSessions { person: OperatorName } ? {}
        Get "people/{person}/sessions",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Page<SessionListing> = Answer::Json,
        problems: [];

    /// Ends all sessions of somebody.
    DeletePersonSessions { person: OperatorName } ? {}
        Delete "people/{person}/sessions",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// All people as a file.
    GetPeopleFile {} ? {}
        Get "people.csv",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: () = Answer::File,
        problems: [];

    /// What each row of a file of people would do.
    PostPeopleImportPreview {} ? {}
        Post "people/import/preview",
        who: Administrator, from: Ours,
        body: PeopleFile = Body::Json(IMPORT_BYTES_MAX),
        answer: Page<ImportedRow> = Answer::Json,
        problems: [];

    /// Takes people in from a file: all rows, or none if one of them is refused. The links in the answer are told once.
    PostPeopleImport {} ? {}
        Post "people/import",
        who: Administrator, from: Ours,
        body: PeopleFile = Body::Json(IMPORT_BYTES_MAX),
        answer: Page<ImportedRow> = Answer::Json,
        problems: [];

    /// Gives duties at queues to many people at once, or takes them.
    PostAssignments {} ? {}
        Post "assignments",
        who: Administrator, from: Ours,
        body: Assignments = Body::Json(ASSIGNMENTS_BYTES_MAX),
        answer: () = Answer::Done,
        problems: [];

    /// What a link is for. It is asked by a body, so that the secret stands in no address.
    PostLinkReading {} ? {}
        Post "links/reading",
        who: Anybody, from: Ours,
        body: LinkReading = Body::Json(LINK_BYTES_MAX),
        answer: LinkFor = Answer::Json,
        problems: [LinkOver, TooMany];

    /// Chooses a password by a link, which is over then. All sessions of that name end.
    PostLinkUse {} ? {}
        Post "links/use",
        who: Anybody, from: Ours,
        body: LinkUse = Body::Json(LINK_BYTES_MAX),
        answer: () = Answer::Done,
        problems: [LinkOver, TooMany];

    /// Where the chats of a snippet go and how they look.
    GetSnippet { snippet: SnippetName } ? {}
        Get "snippets/{snippet}",
        who: Anybody, from: All,
        body: () = Body::Nothing,
        answer: Snippet = Answer::Json,
        problems: [];

    /// Whether a guest who writes now finds somebody. Asked by the button on every page; may be kept for half a minute.
    GetPresence { snippet: SnippetName } ? {}
        Get "snippets/{snippet}/presence",
        who: Anybody, from: All,
        body: () = Body::Nothing,
        answer: Presence = Answer::Json,
        problems: [];

    /// Whether the organisation has been set up.
    GetSetup {} ? {}
        Get "setup",
        who: Anybody, from: Unread,
        body: () = Body::Nothing,
        answer: SetupState = Answer::Json,
        problems: [];

    /// Sets up an organisation that has nothing yet, once: its name, its first administrator, and what else it begins with.
    PostSetup {} ? {}
        Post "setup",
        who: SetupCode, from: Ours,
        body: Setup = Body::Json(SETUP_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, TooMany];

    /// How the organisation is set.
    GetOrganisation {} ? {}
        Get "organisation",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Organisation = Answer::JsonOfVersion,
        problems: [];

    /// Sets the organisation.
    PutOrganisation {} ? {}
        Put "organisation",
        who: Administrator, from: Ours,
        body: Organisation = Body::JsonOfVersion(ORGANISATION_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// What was done, the newest first: by somebody, of a kind, to something, within a time.
    GetAudit {} ? { after: Cursor, by: OperatorName, act: ActName, subject: SearchText, since: Moment, until: Moment }
        Get "audit",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Page<AuditEntry> = Answer::Json,
        problems: [];

    /// The same as a file: the newest 10,000.
    GetAuditFile {} ? { by: OperatorName, act: ActName, subject: SearchText, since: Moment, until: Moment }
        Get "audit.csv",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: () = Answer::File,
        problems: [];

    /// All queues, in the order they are shown, to hand chats to.
    GetQueues {} ? { after: Cursor }
        Get "queues",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: Page<QueueListing> = Answer::Json,
        problems: [];

    /// All skins, by name, to know how guests' browsers will take a key.
    GetSkins {} ? { after: Cursor }
        Get "skins",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: Page<SkinListing> = Answer::Json,
        problems: [];

    /// Makes a queue, with those who staff it.
    PostQueue {} ? {}
        Post "queues",
        who: Administrator, from: Ours,
        body: NewQueue = Body::Json(QUEUE_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, Full];

    /// A queue, with its people.
    GetQueue { queue: QueueName } ? {}
        Get "queues/{queue}",
        who: Manager, from: Unread,
        body: () = Body::Nothing,
        answer: Queue = Answer::JsonOfVersion,
        problems: [];

    /// Says what a queue is called, and who does what there. Whoever does not staff it any more loses their sockets there.
    PutQueue { queue: QueueName } ? {}
        Put "queues/{queue}",
        who: Manager, from: Ours,
        body: QueueChange = Body::JsonOfVersion(QUEUE_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// Removes a queue, if no chat runs there and no snippet leads there. Its sockets end.
    DeleteQueue { queue: QueueName } ? {}
        Delete "queues/{queue}",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [InUse];

    /// How a queue treats its chats.
    GetQueueSettings { queue: QueueName } ? {}
        Get "queues/{queue}/settings",
        who: Manager, from: Unread,
        body: () = Body::Nothing,
        answer: QueueSettings = Answer::JsonOfVersion,
        problems: [];

    /// Sets a queue. It holds at once, for chats that run too.
    PutQueueSettings { queue: QueueName } ? {}
        Put "queues/{queue}/settings",
        who: Manager, from: Ours,
        body: QueueSettings = Body::JsonOfVersion(SETTINGS_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// Makes a skin. A sealed one has the keys of the organisation, unless it says otherwise.
    PostSkin {} ? {}
        Post "skins",
        who: Administrator, from: Ours,
        body: SkinDraft = Body::Json(SKIN_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, Full];

    /// A skin.
    GetSkin { skin: SkinName } ? {}
        Get "skins/{skin}",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Skin = Answer::JsonOfVersion,
        problems: [];

    /// Sets a skin. It holds from the next time that a widget asks for its snippet.
    PutSkin { skin: SkinName } ? {}
        Put "skins/{skin}",
        who: Administrator, from: Ours,
        body: SkinSettings = Body::JsonOfVersion(SKIN_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// Makes another skin like this one.
    PostSkinCopy { skin: SkinName } ? {}
        Post "skins/{skin}/copy",
        who: Administrator, from: Ours,
        body: SkinCopy = Body::Json(PROFILE_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, Full];

    /// Removes a skin, if no snippet wears it.
    DeleteSkin { skin: SkinName } ? {}
        Delete "skins/{skin}",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [InUse];

    /// The keys of the organisation, by their fingerprints: those that count, those that were proposed, and those that do
    /// not count any more.
    GetKeys {} ? { after: Cursor }
        Get "keys",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Page<Key> = Answer::Json,
        problems: [];

    /// Pins a key in all skins that have the organisation's.
    PostKey {} ? {}
        Post "keys",
        who: Administrator, from: Ours,
        body: NewKey = Body::Json(KEY_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, Full];

    /// A key.
    GetKey { fingerprint: Fingerprint } ? {}
        Get "keys/{fingerprint}",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Key = Answer::JsonOfVersion,
        problems: [];

    /// Says what a key is called, whose it is, and until when it counts.
    PutKey { fingerprint: Fingerprint } ? {}
        Put "keys/{fingerprint}",
        who: Administrator, from: Ours,
        body: KeySettings = Body::JsonOfVersion(KEY_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// Pins a key that was proposed.
    PostKeyAcceptance { fingerprint: Fingerprint } ? {}
        Post "keys/{fingerprint}/acceptance",
        who: Administrator, from: Ours,
        body: KeyAcceptance = Body::Json(KEY_BYTES_MAX),
        answer: () = Answer::Done,
        problems: [];

    /// Revokes a key, for good: it counts in no skin any more, be the key the skin's own.
    PostKeyRevocation { fingerprint: Fingerprint } ? {}
        Post "keys/{fingerprint}/revocation",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// Removes a key, and with it its pins.
    DeleteKey { fingerprint: Fingerprint } ? {}
        Delete "keys/{fingerprint}",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// All snippets, by name.
    GetSnippets {} ? { after: Cursor }
        Get "snippets",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: Page<SnippetListing> = Answer::Json,
        problems: [];

    /// Makes a snippet.
    PostSnippet {} ? {}
        Post "snippets",
        who: Administrator, from: Ours,
        body: NewSnippet = Body::Json(SNIPPET_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict, Full];

    /// How a snippet is set.
    GetSnippetSettings { snippet: SnippetName } ? {}
        Get "snippets/{snippet}/settings",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: SnippetSettings = Answer::JsonOfVersion,
        problems: [];

    /// Sets a snippet: where it leads, how it looks, and which sites may embed it. The pages it stands in need no change.
    PutSnippetSettings { snippet: SnippetName } ? {}
        Put "snippets/{snippet}/settings",
        who: Administrator, from: Ours,
        body: SnippetSettings = Body::JsonOfVersion(SNIPPET_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// Removes a snippet. Pages that still have it show nothing; chats that run go on.
    DeleteSnippet { snippet: SnippetName } ? {}
        Delete "snippets/{snippet}",
        who: Administrator, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// The canned messages that whoever asks can use or change: their own, those of the organisation, and those of their queues.
    GetCanned {} ? { after: Cursor }
        Get "canned",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: Page<CannedMessage> = Answer::Json,
        problems: [];

    /// Makes a canned message: anybody one of their own, managers one of their queue, administrators one of the organisation.
    PostCanned {} ? {}
        Post "canned",
        who: SignedIn, from: Ours,
        body: NewCanned = Body::Json(CANNED_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Full];

    /// A canned message, for whoever may change it.
    GetCannedMessage { canned: CannedId } ? {}
        Get "canned/{canned}",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: CannedMessage = Answer::JsonOfVersion,
        problems: [];

    /// Changes a canned message.
    PutCanned { canned: CannedId } ? {}
        Put "canned/{canned}",
        who: SignedIn, from: Ours,
        body: CannedChange = Body::JsonOfVersion(CANNED_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// Removes a canned message.
    DeleteCanned { canned: CannedId } ? {}
        Delete "canned/{canned}",
        who: SignedIn, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Done,
        problems: [];

    /// A guest's socket. The snippet says what may be opened by it; without one it only leads back to a chat.
    GetGuestSocket { queue: QueueName } ? { snippet: SnippetName }
        Get "queues/{queue}/guest",
        who: Anybody, from: Embedders,
        body: () = Body::Nothing,
        answer: () = Answer::Socket,
        problems: [TooMany];

    /// An operator's socket.
    GetDeskSocket { queue: QueueName } ? {}
        Get "queues/{queue}/desk",
        who: Assigned, from: Ours,
        body: () = Body::Nothing,
        answer: () = Answer::Socket,
        problems: [TooMany];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::API;

    fn query(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(own).collect()
    }

    #[test]
    fn an_address_leads_back_to_its_endpoint() {
        let guest = GetGuestSocket {
            queue: "reference".parse().unwrap(),
            snippet: Some("blue".parse().unwrap()),
        };
        let address = guest.address();
        assert_eq!(address, "/api/v1/queues/reference/guest?snippet=blue");
        let path = address.strip_prefix(API).unwrap();
        let (path, _) = path.trim_start_matches('/').split_once('?').unwrap();
        assert_eq!(
            Route::find("GET", path, &query(&[("snippet", "blue")])),
            Ok(Route::GetGuestSocket(guest))
        );
    }

    #[test]
    fn what_is_left_out_of_a_query_is_not_in_the_address() {
        let queues = GetQueues { after: None };
        assert_eq!(queues.address(), "/api/v1/queues");
        assert_eq!(
            Route::find("GET", "queues", &[]),
            Ok(Route::GetQueues(queues))
        );
    }

    #[test]
    fn no_address_another_method_and_a_field_that_cannot_be_read_are_told_apart() {
        let find = |method, path| Route::find(method, path, &[]);
        for path in [
            "",
            "nothing",
            "nothing/reference",
            "queues/reference/guest/more",
        ] {
            assert_eq!(find("GET", path), Err(NoRoute::NoAddress), "{path}");
        }
        assert_eq!(
            find("PATCH", "session"),
            Err(NoRoute::OtherMethod("POST, GET, DELETE".to_owned()))
        );
        assert!(matches!(
            find("GET", "queues/NO/settings"),
            Err(NoRoute::Malformed(_))
        ));
        assert!(matches!(
            Route::find("GET", "queues", &query(&[("after", "a b")])),
            Err(NoRoute::Malformed(_))
        ));
    }

    #[test]
    fn what_changes_something_is_asked_from_our_own_pages_only() {
        for endpoint in ENDPOINTS {
            let changes = endpoint.method != Method::Get;
            assert!(!changes || endpoint.from == Origins::Ours, "{endpoint:?}");
        }
    }

    #[test]
    fn no_two_endpoints_share_an_address() {
        for (n, one) in ENDPOINTS.iter().enumerate() {
            for other in &ENDPOINTS[n + 1..] {
                let same = (one.method, one.path) == (other.method, other.path);
                assert!(!same && one.name != other.name, "{one:?}");
            }
        }
    }
}
