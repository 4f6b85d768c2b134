//! All endpoints of the API, each declared among those that are about the same. This list is what the Worker dispatches and
//! guards by, what browsers call by, what `docs/openapi.json` and the table of `docs/protocol.md` are made of, and what the
//! test walks that knocks at every address in every role.

mod canned;
mod declare;
mod history;
mod keys;
mod links;
mod organisation;
mod people;
mod profile;
mod queues;
mod session;
mod skins;
mod snippets;

pub use canned::*;
pub use history::*;
pub use keys::*;
pub use links::*;
pub use organisation::*;
pub use people::*;
pub use profile::*;
pub use queues::*;
pub use session::*;
pub use skins::*;
pub use snippets::*;

use super::endpoint::{Description, Endpoint, Given, NoRoute};

/// Lists the endpoints: [`Route`] and [`ENDPOINTS`] have them all.
macro_rules! routes {
    ($($name:ident,)+) => {
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

routes! {
    PostSession,
    GetSession,
    DeleteSession,
    PutProfile,
    PutProof,
    PutPassword,
    PostSecondFactor,
    PutSecondFactor,
    PostSecondFactorRemoval,
    PostRecoveryCodes,
    GetOwnSessions,
    DeleteOwnSessions,
    DeleteOwnSession,
    PostOwnKey,
    GetPeople,
    PostPerson,
    GetPerson,
    PutPerson,
    DeletePerson,
    PostPersonDisabling,
    PostPersonEnabling,
    PostPersonLink,
    DeletePersonSecondFactor,
    GetPersonSessions,
    DeletePersonSessions,
    GetPeopleFile,
    PostPeopleImportPreview,
    PostPeopleImport,
    PostAssignments,
    PostLinkReading,
    PostLinkUse,
    GetSetup,
    PostSetup,
    GetOrganisation,
    PutOrganisation,
    GetAudit,
    GetAuditFile,
    GetQueues,
    PostQueue,
    GetQueue,
    PutQueue,
    DeleteQueue,
    GetQueueSettings,
    PutQueueSettings,
    GetQueueCategories,
    GetGuestSocket,
    GetDeskSocket,
    GetSkins,
    PostSkin,
    GetSkin,
    PutSkin,
    PostSkinCopy,
    DeleteSkin,
    GetKeys,
    PostKey,
    GetKey,
    PutKey,
    PostKeyAcceptance,
    PostKeyRevocation,
    DeleteKey,
    GetSnippet,
    GetPresence,
    GetSnippets,
    PostSnippet,
    GetSnippetSettings,
    PutSnippetSettings,
    DeleteSnippet,
    GetCanned,
    PostCanned,
    GetCannedMessage,
    PutCanned,
    DeleteCanned,
    GetHistory,
    GetHistoryFile,
    GetHistoryChat,
    PutChatCategories,
    GetTranscript,
    DeleteTranscript,
    GetStatistics,
    GetStatisticsFile,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::{API, Method, Origins};

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
