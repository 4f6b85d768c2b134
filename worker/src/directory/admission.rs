//! Who may open a socket to a queue: guests to any that exists, but not without end; operators to those they
//! are assigned to.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{OperatorName, QueueName, SnippetName, Timestamp};
use hushdesk_protocol::text::DisplayName;
use hushdesk_queue_object::routes::Opens;
use serde::{Deserialize, Serialize};

use super::database::{Database, DatabaseError};
use super::queues::{QueueConfig, config_of};
use super::rate_limit::{Limit, TooMany, Window};
use super::sessions;
use super::{Directory, DirectoryError, Question, Refused};
use crate::address::AddressKey;
use crate::session_token::TokenHash;

/// Guests' sockets from one address. A reading room of 60 guests behind one address may come back twice within
/// a minute, as after a deploy; a program that opens chats gets no further than 120 either.
const PER_ADDRESS: Limit = Limit {
    tries: 120,
    window: 60_000,
};

/// Addresses counted at once: some 100 bytes each, 1 MB together. When there are more, all counts begin anew.
const ADDRESSES_MAX: usize = 10_000;

/// Whether a guest may open a socket to a queue, and what may be opened through it.
#[derive(Serialize, Deserialize)]
pub(crate) struct AdmitGuest {
    /// Which queue.
    pub(crate) queue: QueueName,
    /// The snippet through which the guest comes. Without one, or with one that does not lead to the queue (any
    /// more), the guest may come back to a chat and open none.
    pub(crate) snippet: Option<SnippetName>,
    /// From where; `None` if that is not to be counted.
    pub(crate) address: Option<AddressKey>,
}

/// A guest who may have a socket.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct AdmittedGuest {
    /// What may be opened, if anything.
    pub(crate) opens: Option<Opens>,
    /// What the queue's object has to know.
    pub(crate) config: QueueConfig,
}

impl Question for AdmitGuest {
    const PATH: &'static str = "/admit-guest";
    type Answer = AdmittedGuest;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<AdmittedGuest, DirectoryError> {
        let database = directory.tables()?;
        if let Some(address) = self.address {
            let mut guest_sockets = directory.guest_sockets.borrow_mut();
            guest_sockets.count(address, now)?;
        }
        let config = config_of(database, &self.queue)?;
        let opens = match &self.snippet {
            Some(snippet) => opens_by(database, snippet, &self.queue)?,
            None => None,
        };
        Ok(AdmittedGuest { opens, config })
    }
}

/// What a snippet opens at a queue, if it leads there.
fn opens_by(
    database: &impl Database,
    snippet: &SnippetName,
    queue: &QueueName,
) -> Result<Option<Opens>, DatabaseError> {
    let rows = database.query(
        "SELECT skins.name, skins.unverified FROM snippets
         JOIN skins ON skins.name = snippets.skin
         WHERE snippets.name = ? AND snippets.queue = ?",
        vec![snippet.as_str().into(), queue.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let skin = row.name("skins.name")?;
    let kind = match row.optional_text("skins.unverified")? {
        Some(_) => ChatKind::Sealed,
        None => ChatKind::Open,
    };
    Ok(Some(Opens { skin, kind }))
}

/// Whether somebody who is signed in may staff a queue, and who that is.
#[derive(Serialize, Deserialize)]
pub(crate) struct AdmitOperator {
    /// Which queue.
    pub(crate) queue: QueueName,
    /// The hash of the session's token.
    pub(crate) token: TokenHash,
}

/// An operator who may staff a queue.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Admitted {
    /// Who.
    pub(crate) operator: OperatorName,
    /// What they are called.
    pub(crate) display: DisplayName,
    /// What the queue's object has to know.
    pub(crate) config: QueueConfig,
}

impl Question for AdmitOperator {
    const PATH: &'static str = "/admit-operator";
    type Answer = Admitted;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Admitted, DirectoryError> {
        let database = directory.tables()?;
        let operator = sessions::operator_of(database, self.token, now)?;
        if !is_assigned(database, &operator, &self.queue)? {
            return Err(Refused::NotAssigned.into());
        }
        let config = config_of(database, &self.queue)?;
        let display = sessions::display_of(database, &operator)?;
        Ok(Admitted {
            operator,
            display,
            config,
        })
    }
}

fn is_assigned(
    database: &impl Database,
    operator: &OperatorName,
    queue: &QueueName,
) -> Result<bool, DatabaseError> {
    let rows = database.query(
        "SELECT 1 FROM assignments WHERE operator = ? AND queue = ?",
        vec![operator.as_str().into(), queue.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

/// How many sockets guests opened lately, by address. In memory only: a flood keeps the object awake, and where
/// guests come from is not written down.
#[derive(Default)]
pub(super) struct GuestSockets(BTreeMap<AddressKey, Window>);

impl GuestSockets {
    fn count(&mut self, address: AddressKey, now: Timestamp) -> Result<(), TooMany> {
        let window = PER_ADDRESS.count(self.0.get(&address).copied(), now)?;
        if self.0.len() >= ADDRESSES_MAX {
            self.forget(now);
        }
        self.0.insert(address, window);
        Ok(())
    }

    fn forget(&mut self, now: Timestamp) {
        self.0
            .retain(|_, window| !PER_ADDRESS.is_over(*window, now));
        if self.0.len() >= ADDRESSES_MAX {
            self.0.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hushdesk_protocol::rest::QueueSettings;

    use crate::directory::testing::{NOW, address, library, open_session, queue_names};

    fn admitted() -> AdmittedGuest {
        AdmittedGuest {
            opens: None,
            config: config(),
        }
    }

    fn config() -> QueueConfig {
        QueueConfig {
            settings: QueueSettings::default(),
            version: 0,
            queues: queue_names(),
        }
    }

    fn guest(queue: &str, from: Option<&str>) -> AdmitGuest {
        AdmitGuest {
            queue: queue.parse().unwrap(),
            snippet: None,
            address: from.map(address),
        }
    }

    fn operator(queue: &str, token: u8) -> AdmitOperator {
        AdmitOperator {
            queue: queue.parse().unwrap(),
            token: TokenHash::of_bytes([token; 32]),
        }
    }

    #[test]
    fn a_guest_may_come_to_a_queue_that_exists() {
        let directory = library();
        assert_eq!(
            guest("reference", None).answer(&directory, NOW),
            Ok(admitted())
        );
        assert_eq!(
            guest("nothing", None).answer(&directory, NOW),
            Err(Refused::NoQueue.into())
        );
    }

    #[test]
    fn a_guest_opens_what_the_snippet_leads_to_and_nothing_else() {
        let directory = library();
        let opens = |queue: &str, snippet: &str| {
            let snippet = Some(snippet.parse().unwrap());
            let admit = AdmitGuest {
                snippet,
                ..guest(queue, None)
            };
            admit.answer(&directory, NOW).unwrap().opens
        };
        assert_eq!(
            opens("reference", "reference"),
            Some(Opens {
                skin: "sealed".parse().unwrap(),
                kind: ChatKind::Sealed,
            })
        );
        assert_eq!(opens("reference", "circulation"), None);
        assert_eq!(opens("reference", "nothing"), None);
    }

    #[test]
    fn one_address_opens_120_sockets_a_minute_and_others_go_on() {
        let directory = library();
        let open = |from, now| guest("reference", Some(from)).answer(&directory, now);
        for _ in 0..120 {
            assert_eq!(open("198.51.100.7", NOW), Ok(admitted()));
        }
        assert_eq!(
            open("198.51.100.7", NOW),
            Err(Refused::TooMany(TooMany {
                retry_after_seconds: 60
            })
            .into())
        );
        assert_eq!(open("198.51.100.8", NOW), Ok(admitted()));
        assert_eq!(open("198.51.100.7", NOW.plus(60_000)), Ok(admitted()));
    }

    #[test]
    fn the_counts_stay_within_their_bound() {
        let mut sockets = GuestSockets::default();
        for n in 0..=ADDRESSES_MAX {
            let [.., a, b] = n.to_be_bytes();
            sockets
                .count(address(&format!("10.0.{a}.{b}")), NOW)
                .unwrap();
        }
        assert!(sockets.0.len() <= ADDRESSES_MAX);
    }

    #[test]
    fn an_operator_may_staff_what_is_assigned() {
        let directory = library();
        open_session("desk2", [2; 32])
            .answer(&directory, NOW)
            .unwrap();
        assert_eq!(
            operator("reference", 2).answer(&directory, NOW),
            Ok(Admitted {
                operator: "desk2".parse().unwrap(),
                display: "Desk2".parse().unwrap(),
                config: config(),
            })
        );
        for queue in ["circulation", "nothing"] {
            assert_eq!(
                operator(queue, 2).answer(&directory, NOW),
                Err(Refused::NotAssigned.into()),
                "{queue}"
            );
        }
    }

    #[test]
    fn nobody_staffs_a_queue_without_being_signed_in() {
        assert_eq!(
            operator("reference", 2).answer(&library(), NOW),
            Err(Refused::SignedOut.into())
        );
    }
}
