//! All endpoints of the API, each declared among those that are about the same. This list is what the Worker dispatches and
//! guards by, what browsers call by, what `docs/openapi.json` and the table of `docs/protocol.md` are made of, and what the
//! test walks that knocks at every address in every role.

mod canned;
mod declare;
mod follow_ups;
mod history;
mod keys;
mod links;
mod messages;
mod organisation;
mod passkeys;
mod people;
mod profile;
mod provider;
mod queues;
mod session;
mod skins;
mod snippets;
mod webhooks;

pub use canned::*;
pub use follow_ups::*;
pub use history::*;
pub use keys::*;
pub use links::*;
pub use messages::*;
pub use organisation::*;
pub use passkeys::*;
pub use people::*;
pub use profile::*;
pub use provider::*;
pub use queues::*;
pub use session::*;
pub use skins::*;
pub use snippets::*;
pub use webhooks::*;

use super::endpoint::{Description, Endpoint, Given, Method, NoRoute, Origins};

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

        /// How a page of another site may ask at a path below [`API`](super::API), in the order of the list.
        pub fn ways_for_all(path: &str) -> Vec<Method> {
            let at_path = ENDPOINTS.iter().filter(|it| it.fields_of(path).is_some());
            let for_all = at_path.filter(|it| it.from == Origins::All);
            for_all.map(|it| it.method).collect()
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
    GetWaysIn,
    PostProviderSignIn,
    PostProviderReturn,
    PostPasskeyChallenge,
    PostPasskeySession,
    PutPasskeyProof,
    PutProfile,
    PutProof,
    PutPassword,
    PostSecondFactor,
    PutSecondFactor,
    PostSecondFactorRemoval,
    PostRecoveryCodes,
    GetPasskeys,
    PostPasskeyBeginning,
    PostPasskey,
    PutPasskey,
    DeletePasskey,
    GetOwnSessions,
    DeleteOwnSessions,
    DeleteOwnSession,
    GetApplications,
    PostApplication,
    DeleteApplication,
    PostOwnKey,
    GetNoteKey,
    PutNoteKey,
    DeleteNoteKey,
    GetOwnEmail,
    PostOwnEmail,
    PutOwnEmail,
    DeleteOwnEmail,
    GetPeople,
    PostPerson,
    GetPerson,
    PutPerson,
    DeletePerson,
    PostPersonDisabling,
    PostPersonEnabling,
    PostPersonLink,
    DeletePersonSecondFactor,
    DeletePersonProvider,
    GetPersonSessions,
    DeletePersonSessions,
    GetPeopleFile,
    PostPeopleImportPreview,
    PostPeopleImport,
    PostAssignments,
    PostLinkReading,
    PostForgottenPassword,
    PostLinkUse,
    GetSetup,
    PostSetup,
    GetOrganisation,
    PutOrganisation,
    PostTestMail,
    GetProvider,
    PutProvider,
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
    GetQueueProfile,
    PutQueueProfile,
    PutRating,
    PostGuestMail,
    GetGuestSocket,
    GetDeskSocket,
    GetSkins,
    PostSkin,
    GetSkin,
    PutSkin,
    PutSkinPicture,
    DeleteSkinPicture,
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
    GetSnippetQuestions,
    GetSnippetNoteKeys,
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
    GetHistoryCount,
    PostTranscriptsDownload,
    GetHistoryChat,
    PutChatCategories,
    GetTranscript,
    DeleteTranscript,
    PostChatMail,
    GetChatMails,
    PostBulkAct,
    GetBulkActs,
    GetBulkAct,
    DeleteBulkAct,
    PostMessage,
    PostSealedNote,
    GetMessages,
    GetMessage,
    PostMessageAnswer,
    DeleteMessageAnswer,
    DeleteMessage,
    GetStatistics,
    GetStatisticsFile,
    GetStaffing,
    GetStaffingFile,
    PostFollowUp,
    GetChatFollowUps,
    GetFollowUps,
    PostFollowUpDone,
    DeleteFollowUpDone,
    DeleteFollowUp,
    GetColleagues,
    GetWebhooks,
    PostWebhook,
    PostWebhookPause,
    DeleteWebhookPause,
    PostWebhookTest,
    DeleteWebhook,
    GetWebhookDeliveries,
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
    fn what_changes_something_is_asked_from_our_own_pages_only_unless_it_is_a_guest_who_says_it() {
        for endpoint in ENDPOINTS {
            let changes = endpoint.method != Method::Get;
            let is_a_guests = matches!(
                endpoint.name,
                "PostMessage" | "PostSealedNote" | "PostGuestMail" | "PutRating"
            );
            let is_ours = endpoint.from == Origins::Ours;
            assert!(!changes || is_ours != is_a_guests, "{endpoint:?}");
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
