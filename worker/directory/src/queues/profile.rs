//! What operators have to know at a queue: written by those who manage it, read beside its chats.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::QueueProfile;
use serde::{Deserialize, Serialize};

use crate::caller::SignedIn;
use crate::change::Change;
use crate::people::duties;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::version::{self, Versioned};

/// What operators have to know at a queue. Whoever is signed in may read it: a chat is handed from queue to queue.
#[derive(Serialize, Deserialize)]
pub struct ShowQueueProfile {
    /// Which queue.
    pub queue: QueueName,
}

impl Question for ShowQueueProfile {
    const PATH: &'static str = "/show-queue-profile";
    type By = SignedIn;
    type Answer = Versioned<QueueProfile>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Versioned<QueueProfile>>, DirectoryError> {
        let state = find(asked.database, &self.queue)?;
        let version = version::of(&state)?;
        Ok(Answered::with(Versioned { state, version }))
    }
}

/// Says what operators have to know there, if it is as whoever says so has seen it. The answer is the number by which the new state
/// is known.
#[derive(Serialize, Deserialize)]
pub struct SetQueueProfile {
    /// Which queue.
    pub queue: QueueName,
    /// What is to be known from now on.
    pub profile: QueueProfile,
    /// The version that was seen; none, to set it whatever it is.
    pub seen: Option<u64>,
}

impl Question for SetQueueProfile {
    const PATH: &'static str = "/set-queue-profile";
    type By = SignedIn;
    type Answer = u64;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let (database, queue) = (asked.database, &self.queue);
        duties::must_manage(database, asked.by.operator(), queue)?;
        let change = Change {
            act: "set_queue_profile",
            subject: queue.as_str(),
            seen: self.seen,
        };
        change.make(
            || find(database, queue),
            |_| {
                database.query(
                    "UPDATE queues SET profile = ? WHERE name = ?",
                    vec![self.profile.text.as_str().into(), queue.as_str().into()],
                )?;
                Ok(())
            },
        )
    }
}

fn find(database: &impl Database, queue: &QueueName) -> Result<QueueProfile, DirectoryError> {
    let rows = database.query(
        "SELECT profile FROM queues WHERE name = ?",
        vec![queue.as_str().into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::NoQueue)?;
    Ok(QueueProfile {
        text: row.name("queues.profile")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};

    /// A library with an administrator and desk2 signed in by 1 and 2.
    fn staffed_library() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk2", 2);
        directory
    }

    fn profile(text: &str) -> QueueProfile {
        QueueProfile {
            text: text.parse().unwrap(),
        }
    }

    fn show(directory: &Library, queue: &str) -> Result<Versioned<QueueProfile>, DirectoryError> {
        let queue = queue.parse().unwrap();
        directory.ask(&signed_in(2), ShowQueueProfile { queue }, NOW)
    }

    fn set(directory: &Library, byte: u8, text: &str, seen: u64) -> Result<u64, DirectoryError> {
        let set = SetQueueProfile {
            queue: "reference".parse().unwrap(),
            profile: profile(text),
            seen: Some(seen),
        };
        directory.ask(&signed_in(byte), set, NOW)
    }

    #[test]
    fn those_who_manage_a_queue_write_its_profile_and_whoever_is_signed_in_reads_it() {
        let directory = staffed_library();
        let before = show(&directory, "reference").unwrap();
        assert_eq!(before.state, profile(""));
        let refused = Err(Refused::NotManager.into());
        assert_eq!(set(&directory, 2, "# Fees", before.version), refused);
        let version = set(&directory, 1, "# Fees", before.version).unwrap();
        let after = Versioned {
            state: profile("# Fees"),
            version,
        };
        assert_eq!(show(&directory, "reference"), Ok(after));
        let other = show(&directory, "circulation").unwrap();
        assert_eq!(other.state, profile(""));
        assert_eq!(show(&directory, "nothing"), Err(Refused::NoQueue.into()));
        let queue = "reference".parse().unwrap();
        let anybody = directory.ask(&nobody(), ShowQueueProfile { queue }, NOW);
        assert_eq!(anybody, Err(Refused::SignedOut.into()));
    }

    #[test]
    fn of_two_who_write_it_the_second_is_told() {
        let directory = staffed_library();
        let seen = show(&directory, "reference").unwrap().version;
        set(&directory, 1, "One", seen).unwrap();
        let late = set(&directory, 1, "Other", seen);
        assert_eq!(late, Err(Refused::ChangedMeanwhile.into()));
    }
}
