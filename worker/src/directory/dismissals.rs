//! What queues' objects have to hear of sessions that have ended: an operator's socket ends with what let it in.
//!
//! That a session has ended is written down for each queue at which it was let in, in the same transaction in which
//! it ends, and deleted once the queue's object has heard it. Each hears it twice: a socket that was let in a moment
//! before may still be on its way when it hears it first. One that cannot be reached is told again, until the session
//! would have ended by itself: then the object closes its sockets by its own clock.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{QueueName, Timestamp};

use super::{Directory, DirectoryError};
use crate::session_token::TokenHash;

/// How often an object hears of each.
const TIMES: u32 = 2;

/// Milliseconds between two times, and until the next try when an object could not be reached. Longer than a socket
/// is on its way.
const AGAIN_MILLIS: u64 = 10_000;

/// What one queue's object is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Ended {
    /// Which queue's.
    pub(crate) queue: QueueName,
    /// The session that has ended.
    pub(crate) session: TokenHash,
}

/// Writes down that a session ends, for the queues at which it was let in.
pub(super) fn intend(
    database: &impl Database,
    session: TokenHash,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT OR REPLACE INTO dismissals (queue, session, ends, times, due)
         SELECT admissions.queue, sessions.token, sessions.ends, ?1, ?2
         FROM sessions JOIN admissions ON admissions.session = sessions.token
         WHERE sessions.token = ?3",
        vec![TIMES.into(), now.into(), session.into()],
    )?;
    Ok(())
}

impl<D: Database> Directory<D> {
    /// What is to be told now.
    pub(crate) fn dismissals_due(&self, now: Timestamp) -> Result<Vec<Ended>, DirectoryError> {
        let rows = self.tables()?.query(
            "SELECT queue, session FROM dismissals WHERE due <= ? ORDER BY queue, session",
            vec![now.into()],
        )?;
        let ended = |mut row: Row| {
            Ok(Ended {
                queue: row.name("dismissals.queue")?,
                session: TokenHash::stored(row.bytes("dismissals.session")?),
            })
        };
        rows.into_iter().map(ended).collect()
    }

    /// Takes note of how telling it went.
    pub(crate) fn dismissal_told(
        &self,
        ended: &Ended,
        was_heard: bool,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let database = self.tables()?;
        database.transaction(|| {
            database.query(
                "UPDATE dismissals SET times = times - ?, due = ? WHERE queue = ? AND session = ?",
                vec![
                    was_heard.into(),
                    now.plus(AGAIN_MILLIS).into(),
                    ended.queue.as_str().into(),
                    ended.session.into(),
                ],
            )?;
            database.query(
                "DELETE FROM dismissals WHERE times <= 0 OR ends <= ?",
                vec![now.into()],
            )?;
            Ok(())
        })
    }

    /// When something is to be told next.
    pub(crate) fn next_dismissal(&self) -> Result<Option<Timestamp>, DirectoryError> {
        let rows = self
            .tables()?
            .query("SELECT due FROM dismissals ORDER BY due LIMIT 1", vec![])?;
        let next = rows.into_iter().next();
        Ok(next
            .map(|mut row| row.moment("dismissals.due"))
            .transpose()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::testing::{Library, NOW, library, open_session};
    use crate::directory::{AdmitOperator, CloseSession};
    use crate::session_token::SESSION_SECONDS;

    fn token(byte: u8) -> TokenHash {
        TokenHash::of_bytes([byte; 32])
    }

    fn admitted_to(directory: &Library, queues: &[&str], byte: u8) {
        let open = open_session("desk1", [byte; 32]);
        directory.ask(open, NOW.plus(byte.into())).unwrap();
        for queue in queues {
            let admit = AdmitOperator {
                queue: queue.parse().unwrap(),
                token: token(byte),
            };
            directory.ask(admit, NOW).unwrap();
        }
    }

    fn ended(queue: &str, byte: u8) -> Ended {
        Ended {
            queue: queue.parse().unwrap(),
            session: token(byte),
        }
    }

    #[test]
    fn signing_out_is_told_to_the_queues_that_let_the_session_in() {
        let directory = library();
        admitted_to(&directory, &["reference", "circulation", "reference"], 1);
        admitted_to(&directory, &["reference"], 2);
        assert_eq!(directory.dismissals_due(NOW), Ok(vec![]));
        assert_eq!(directory.next_dismissal(), Ok(None));
        directory
            .ask(CloseSession { token: token(1) }, NOW)
            .unwrap();
        assert_eq!(
            directory.dismissals_due(NOW),
            Ok(vec![ended("circulation", 1), ended("reference", 1)])
        );
        assert_eq!(directory.next_dismissal(), Ok(Some(NOW)));
    }

    #[test]
    fn the_oldest_of_too_many_sessions_is_told_as_well() {
        let directory = library();
        for byte in 0..=20 {
            admitted_to(&directory, &["reference"], byte);
        }
        let due = directory.dismissals_due(NOW.plus(20));
        assert_eq!(due, Ok(vec![ended("reference", 0)]));
    }

    #[test]
    fn an_object_hears_it_twice() {
        let directory = library();
        admitted_to(&directory, &["reference"], 1);
        directory
            .ask(CloseSession { token: token(1) }, NOW)
            .unwrap();
        let told = ended("reference", 1);
        let again = NOW.plus(AGAIN_MILLIS);
        directory.dismissal_told(&told, true, NOW).unwrap();
        assert_eq!(directory.dismissals_due(NOW), Ok(vec![]));
        assert_eq!(directory.next_dismissal(), Ok(Some(again)));
        assert_eq!(directory.dismissals_due(again), Ok(vec![told.clone()]));
        directory.dismissal_told(&told, true, again).unwrap();
        assert_eq!(directory.next_dismissal(), Ok(None));
    }

    #[test]
    fn an_object_that_cannot_be_reached_is_told_until_the_session_would_have_ended() {
        let directory = library();
        admitted_to(&directory, &["reference"], 1);
        directory
            .ask(CloseSession { token: token(1) }, NOW)
            .unwrap();
        let told = ended("reference", 1);
        for tries in 0..5 {
            let now = NOW.plus(tries * AGAIN_MILLIS);
            assert_eq!(directory.dismissals_due(now), Ok(vec![told.clone()]));
            directory.dismissal_told(&told, false, now).unwrap();
        }
        let end = NOW.plus(SESSION_SECONDS * 1_000 + 1);
        directory.dismissal_told(&told, false, end).unwrap();
        assert_eq!(directory.next_dismissal(), Ok(None));
    }
}
