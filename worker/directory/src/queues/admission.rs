//! Who may open a socket to a queue: guests to any that exists, but not without end; operators to those they
//! are assigned to.

use durable_queue::from_directory::QueueConfig;
use durable_queue::reading::Opens;
use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{OperatorName, QueueName, SnippetName, Timestamp};
use hushdesk_protocol::page_origin::PageOrigin;
use hushdesk_protocol::rest::{Duty, Sealing};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use super::hashed_address::counted_at;
use super::settings::config_of;
use crate::caller::{Anybody, SignedIn};
use crate::people::{self, duties};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::hashes::TokenHash;
use crate::snippets;

/// Whether a guest may open a socket to a queue, and which chats by it; and how the queue is set.
#[derive(Serialize, Deserialize)]
pub struct AdmitGuest {
    /// Which queue.
    pub queue: QueueName,
    /// The snippet through which the guest comes, if it says so.
    pub snippet: Option<SnippetName>,
    /// The origin of the page that asks, if it is none of our own.
    pub foreign: Option<String>,
}

/// A guest who may open a socket.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct AdmittedGuest {
    /// What chats may be opened by it. None without a snippet that leads to this queue: then one may come back to
    /// a chat that runs here, wherever the snippet leads by now.
    pub opens: Option<Opens>,
    /// Where they come from, hashed: what is counted, and can be blocked. None on the machine of a development server.
    pub from: Vec<String>,
    /// What the queue's object has to know.
    pub config: QueueConfig,
}

impl Question for AdmitGuest {
    const PATH: &'static str = "/admit-guest";
    type By = Anybody;
    type Answer = AdmittedGuest;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<AdmittedGuest>, DirectoryError> {
        let database = asked.database;
        if !asked.address.is_loopback() {
            let mut guest_sockets = asked.counts.guest_sockets.borrow_mut();
            guest_sockets.count(asked.address, asked.now)?;
        }
        let config = config_of(database, &self.queue)?;
        let snippet = match self.snippet {
            Some(snippet) => snippets::find(database, &snippet, asked.now)?,
            None => None,
        };
        if let Some(origin) = &self.foreign {
            let sites = snippet.as_ref().map(|snippet| snippet.sites.as_slice());
            if !sites.is_some_and(|sites| may_embed(sites, origin)) {
                return Err(Refused::Foreign.into());
            }
        }
        let leads_here = snippet.filter(|snippet| snippet.queue == self.queue);
        let opens = leads_here.map(|snippet| Opens {
            skin: snippet.skin,
            kind: match snippet.sealing {
                Sealing::Sealed { .. } => ChatKind::Sealed,
                Sealing::Open => ChatKind::Open,
            },
            address: asked.address.kept(config.settings.address),
            rollover: snippet.rollover,
        });
        Ok(Answered::with(AdmittedGuest {
            opens,
            from: counted_at(database, &self.queue, asked.address)?,
            config,
        }))
    }
}

/// Whether a page of this origin may be where a widget is. The widget's own page is ours and says our origin, but for one
/// in a sandbox, which says none (`null`): whoever may embed the snippet may do so in a sandbox if that is everybody.
fn may_embed(sites: &[PageOrigin], origin: &str) -> bool {
    match origin {
        "null" => sites.is_empty(),
        origin => sites.iter().any(|site| site.includes(origin)),
    }
}

/// Whether somebody who is signed in may staff a queue, and who that is.
#[derive(Serialize, Deserialize)]
pub struct AdmitOperator {
    /// Which queue.
    pub queue: QueueName,
}

/// An operator who may staff a queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Admitted {
    /// Who.
    pub operator: OperatorName,
    /// What guests and colleagues know them by.
    pub display: DisplayName,
    /// The hash of the session's token: what lets them in.
    pub session: TokenHash,
    /// When the session ends by itself, and the socket with it.
    pub ends: Timestamp,
    /// What the queue's object has to know.
    pub config: QueueConfig,
}

impl Question for AdmitOperator {
    const PATH: &'static str = "/admit-operator";
    type By = SignedIn;
    type Answer = Admitted;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<Admitted>, DirectoryError> {
        let database = asked.database;
        let operator = asked.by.operator();
        if !duties::has(database, operator, &self.queue, Duty::Operator)? {
            return Err(Refused::NotAssigned.into());
        }
        note_admission(database, asked.by.token(), &self.queue)?;
        Ok(Answered::with(Admitted {
            operator: operator.clone(),
            display: people::signed_in(database, operator)?.display,
            session: asked.by.token(),
            ends: asked.by.ends(),
            config: config_of(database, &self.queue)?,
        }))
    }
}

/// The queue's object hears of it when the session ends.
fn note_admission(
    database: &impl Database,
    session: TokenHash,
    queue: &QueueName,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT OR IGNORE INTO admissions (session, queue) VALUES (?, ?)",
        vec![session.into(), queue.as_str().into()],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hushdesk_protocol::rest::{AddressKept, QueueSettings};

    use crate::queues::settings::SetQueue;
    use crate::rate_limit::TooMany;
    use crate::sessions::SESSION_SECONDS;
    use crate::testing::{
        HOME, NOW, at, empty, library, library_founding, nobody, queue_names, sign_in, signed_in,
    };

    fn config() -> QueueConfig {
        QueueConfig {
            settings: QueueSettings::default(),
            version: 0,
            queues: queue_names(),
        }
    }

    fn guest(queue: &str, snippet: Option<&str>) -> AdmitGuest {
        AdmitGuest {
            queue: queue.parse().unwrap(),
            snippet: snippet.map(|snippet| snippet.parse().unwrap()),
            foreign: None,
        }
    }

    fn admitted(opens: Option<(&str, ChatKind)>) -> AdmittedGuest {
        AdmittedGuest {
            opens: opens.map(|(skin, kind)| Opens {
                skin: skin.parse().unwrap(),
                kind,
                address: None,
                rollover: vec![],
            }),
            from: vec![],
            config: config(),
        }
    }

    fn operator(queue: &str) -> AdmitOperator {
        let queue = queue.parse().unwrap();
        AdmitOperator { queue }
    }

    #[test]
    fn a_guest_may_come_to_a_queue_that_exists() {
        let directory = library();
        let come = |queue| {
            let come = directory.ask(&nobody(), guest(queue, None), NOW);
            come.map(|it| AdmittedGuest { from: vec![], ..it })
        };
        assert_eq!(come("reference"), Ok(admitted(None)));
        assert_eq!(come("nothing"), Err(Refused::NoQueue.into()));
    }

    #[test]
    fn a_snippet_opens_chats_of_its_skin_and_kind_at_its_queue_and_nowhere_else() {
        let directory = library();
        let opens = |queue, snippet| {
            let come = directory.ask(&nobody(), guest(queue, Some(snippet)), NOW);
            come.map(|admitted| admitted.opens)
        };
        let sealed = admitted(Some(("sealed", ChatKind::Sealed))).opens;
        let open = admitted(Some(("open", ChatKind::Open))).opens;
        assert_eq!(opens("reference", "reference"), Ok(sealed));
        assert_eq!(opens("circulation", "circulation"), Ok(open));
        assert_eq!(opens("reference", "circulation"), Ok(None));
        assert_eq!(opens("reference", "nothing"), Ok(None));
    }

    #[test]
    fn a_foreign_page_gets_a_socket_if_the_snippet_names_it() {
        let directory = empty();
        let mut founding = library_founding();
        let site = "https://*.library.example".parse().unwrap();
        founding.snippets[1].sites = vec![site];
        directory.ask(&nobody(), founding, NOW).unwrap();
        let come = |snippet: Option<&str>, origin: &str| {
            let guest = AdmitGuest {
                foreign: Some(origin.to_owned()),
                ..guest("circulation", snippet)
            };
            directory.ask(&nobody(), guest, NOW).map(drop)
        };
        let refused = Err(Refused::Foreign.into());
        let named = Some("circulation");
        assert_eq!(come(named, "https://www.library.example"), Ok(()));
        assert_eq!(come(named, "https://evil.example"), refused);
        assert_eq!(come(named, "null"), refused);
        let for_all = Some("reference");
        assert_eq!(come(for_all, "null"), Ok(()));
        assert_eq!(come(for_all, "https://evil.example"), refused);
        assert_eq!(come(None, "null"), refused);
        assert_eq!(come(Some("nothing"), "null"), refused);
    }

    #[test]
    fn one_address_opens_120_sockets_a_minute_and_others_go_on() {
        let directory = library();
        let open = |from, now| {
            let open = directory.ask(&at(from), guest("reference", None), now);
            open.map(|it| AdmittedGuest { from: vec![], ..it })
        };
        for _ in 0..120 {
            assert_eq!(open(HOME, NOW), Ok(admitted(None)));
        }
        assert_eq!(
            open(HOME, NOW),
            Err(Refused::TooMany(TooMany {
                retry_after_seconds: 60
            })
            .into())
        );
        assert_eq!(open("198.51.100.8", NOW), Ok(admitted(None)));
        assert_eq!(open(HOME, NOW.plus(60_000)), Ok(admitted(None)));
    }

    #[test]
    fn a_queue_hears_of_an_address_what_it_keeps_and_a_hash_that_is_always_the_same() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let come = |from| {
            let come = guest("circulation", Some("circulation"));
            directory.ask(&at(from), come, NOW).unwrap()
        };
        let (home, again, other) = (come(HOME), come(HOME), come("2001:db8:1:2::9"));
        assert_eq!(home.opens.and_then(|opens| opens.address), None);
        assert_eq!(home.from, again.from);
        assert_eq!((home.from.len(), other.from.len()), (1, 2));
        let set = SetQueue {
            queue: "circulation".parse().unwrap(),
            settings: QueueSettings {
                address: AddressKept::Subnet,
                ..QueueSettings::default()
            },
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let kept = come("198.51.100.8").opens.unwrap().address;
        assert_eq!(kept.map(String::from).as_deref(), Some("198.51.100.0/24"));
        let whole = serde_json::to_string(&come("198.51.100.8")).unwrap();
        assert!(!whole.contains("198.51.100.8"), "{whole}");
    }

    #[test]
    fn nobody_is_counted_on_the_machine_of_a_development_server() {
        let directory = library();
        for _ in 0..500 {
            let open = directory.ask(&at("127.0.0.1"), guest("reference", None), NOW);
            assert_eq!(open, Ok(admitted(None)));
        }
    }

    #[test]
    fn an_operator_may_staff_what_is_assigned_as_long_as_the_session_lasts() {
        let directory = library();
        sign_in(&directory, "desk1", 1);
        sign_in(&directory, "desk2", 2);
        assert_eq!(
            directory.ask(&signed_in(1), operator("reference"), NOW),
            Ok(Admitted {
                operator: "desk1".parse().unwrap(),
                display: "Ann".parse().unwrap(),
                session: TokenHash::of_bytes([1; 32]),
                ends: NOW.plus(SESSION_SECONDS * 1_000),
                config: config(),
            })
        );
        for queue in ["circulation", "nothing"] {
            assert_eq!(
                directory.ask(&signed_in(2), operator(queue), NOW),
                Err(Refused::NotAssigned.into()),
                "{queue}"
            );
        }
    }

    #[test]
    fn nobody_staffs_a_queue_without_being_signed_in() {
        assert_eq!(
            library().ask(&signed_in(2), operator("reference"), NOW),
            Err(Refused::SignedOut.into())
        );
    }
}
