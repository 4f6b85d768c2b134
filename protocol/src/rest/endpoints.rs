//! All endpoints of the API. This list is what the Worker dispatches and guards by, what browsers call by, what
//! `docs/openapi.json` and the table of `docs/protocol.md` are made of, and what the test walks that knocks at every
//! address in every role.

use super::endpoint::{Answer, Body, Description, Endpoint, Given, Method, NoRoute, Origins, Who};
use super::page::{Cursor, Page};
use super::problem::ProblemCode;
use super::{Answered, ChatRow, Day, Grouping, GuestBeginning, Rating, Statistics, ZoneName};
use super::{
    QueueListing, QueueSettings, SETTINGS_BYTES_MAX, SETUP_BYTES_MAX, SIGN_IN_BYTES_MAX, Session,
    Setup, SignIn, SkinListing, Snippet,
};
use crate::frames::ChatKind;
use crate::ids::{ChatId, OperatorName, QueueName, SnippetName};
use crate::text::Category;

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
        problems: [WrongCredentials, TooMany];

    /// Who is signed in, and for what.
    GetSession {} ? {}
        Get "session",
        who: SignedIn, from: Unread,
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

    /// Where the chats of a snippet go and how they look.
    GetSnippet { snippet: SnippetName } ? {}
        Get "snippets/{snippet}",
        who: Anybody, from: All,
        body: () = Body::Nothing,
        answer: Snippet = Answer::Json,
        problems: [];

    /// Sets up an organisation that has nothing yet, once, with everything it begins with.
    PostSetup {} ? {}
        Post "setup",
        who: SetupToken, from: Ours,
        body: Setup = Body::Json(SETUP_BYTES_MAX),
        answer: () = Answer::Created,
        problems: [Conflict];

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

    /// How a queue treats its chats.
    GetQueueSettings { queue: QueueName } ? {}
        Get "queues/{queue}/settings",
        who: Administrator, from: Unread,
        body: () = Body::Nothing,
        answer: QueueSettings = Answer::JsonOfVersion,
        problems: [];

    /// Sets a queue. It holds at once, for chats that run too.
    PutQueueSettings { queue: QueueName } ? {}
        Put "queues/{queue}/settings",
        who: Administrator, from: Ours,
        body: QueueSettings = Body::JsonOfVersion(SETTINGS_BYTES_MAX),
        answer: () = Answer::DoneToVersion,
        problems: [];

    /// The chats there have been and are, those that began last first: to administrators all, to everybody else those they
    /// have held. `from` and `until` are days, the last one included, of the local time of `zone` (UTC, if left out).
    GetHistory {} ? {
        after: Cursor, from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating
    }
        Get "history",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: Page<ChatRow> = Answer::Json,
        problems: [];

    /// One of them.
    GetHistoryChat { chat: ChatId } ? {}
        Get "history/{chat}",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: ChatRow = Answer::Json,
        problems: [];

    /// What is counted of those chats, all together and `by` what they have in common; and of those of as many days before.
    /// Without `from` and `until` it is the last 28 days.
    GetStatistics {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName, category: Category,
        kind: ChatKind, by: Grouping
    }
        Get "statistics",
        who: SignedIn, from: Unread,
        body: () = Body::Nothing,
        answer: Statistics = Answer::Json,
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
            "queues/reference",
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
