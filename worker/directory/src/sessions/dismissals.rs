//! What queues' objects have to hear of sessions that have ended: an operator's socket ends with what let it in.
//!
//! That a session has ended is written down for each queue at which it was let in, in the same transaction in which
//! it ends. Each object hears it twice: a socket that was let in a moment before may still be on its way when it hears it
//! first. One that cannot be reached is told until the session would have ended by itself: then the object closes its
//! sockets by its own clock.

use durable_queue::from_directory::{Dismissal, FromDirectory};
use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{OperatorName, QueueName, Timestamp};

use super::SESSION_SECONDS;
use super::hashes::TokenHash;
use crate::tellings::tell;

/// Milliseconds between the two times. Longer than a socket is on its way.
const AGAIN_MILLIS: u64 = 10_000;

/// Writes down that a session ends, for the queues at which it was let in.
pub(crate) fn write_down(
    database: &impl Database,
    session: TokenHash,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let rows = database.query(
        "SELECT admissions.queue, sessions.ends
         FROM sessions JOIN admissions ON admissions.session = sessions.token
         WHERE sessions.token = ? ORDER BY admissions.queue",
        vec![session.into()],
    )?;
    let dismiss = FromDirectory::Dismiss(Dismissal::Session(session.to_string()));
    for row in rows {
        let (queue, ends) = admission(row)?;
        for due in [now, now.plus(AGAIN_MILLIS)] {
            tell(database, &queue, &dismiss, due, Some(ends))?;
        }
    }
    Ok(())
}

/// Writes down that somebody may not staff a queue any more. Their sessions go on.
pub(crate) fn of_operator(
    database: &impl Database,
    queue: &QueueName,
    name: &OperatorName,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let dismiss = FromDirectory::Dismiss(Dismissal::Operator(name.clone()));
    let until = now.plus(SESSION_SECONDS * 1_000);
    for due in [now, now.plus(AGAIN_MILLIS)] {
        tell(database, queue, &dismiss, due, Some(until))?;
    }
    database.query(
        "DELETE FROM admissions WHERE queue = ? AND session IN
         (SELECT token FROM sessions WHERE operator = ?)",
        vec![queue.as_str().into(), name.as_str().into()],
    )?;
    Ok(())
}

/// Writes down that those may not staff who have no second factor, where one is required. Their sessions go on: in them they
/// set one up.
pub(crate) fn of_those_without_second_factor(
    database: &impl Database,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let rows = database.query(
        "SELECT token FROM sessions
         WHERE token IN (SELECT session FROM admissions)
           AND operator NOT IN (SELECT operator FROM second_factors)
           AND operator NOT IN (SELECT operator FROM passkeys) AND provider = 0
         ORDER BY token",
        vec![],
    )?;
    for mut row in rows {
        let session = TokenHash::of_bytes(row.bytes("sessions.token")?);
        write_down(database, session, now)?;
        database.query(
            "DELETE FROM admissions WHERE session = ?",
            vec![session.into()],
        )?;
    }
    Ok(())
}

fn admission(mut row: Row) -> Result<(QueueName, Timestamp), DatabaseError> {
    Ok((row.name("admissions.queue")?, row.moment("sessions.ends")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::SESSION_SECONDS;
    use crate::testing::{Library, NOW, library, nobody, open_session, signed_in, told};
    use crate::{AdmitOperator, CloseSession};

    fn admitted_to(directory: &Library, queues: &[&str], byte: u8) {
        let open = open_session("desk1", byte);
        let now = NOW.plus(byte.into());
        directory.ask(&nobody(), open, now).unwrap();
        for queue in queues {
            let queue = queue.parse().unwrap();
            let admit = AdmitOperator { queue };
            directory.ask(&signed_in(byte), admit, NOW).unwrap();
        }
    }

    fn sign_out(directory: &Library, byte: u8) {
        directory.ask(&signed_in(byte), CloseSession, NOW).unwrap();
    }

    fn dismissal(queue: &str, byte: u8) -> (String, FromDirectory) {
        let session = Dismissal::Session(TokenHash::of_bytes([byte; 32]).to_string());
        (queue.to_owned(), FromDirectory::Dismiss(session))
    }

    #[test]
    fn signing_out_is_told_to_the_queues_that_let_the_session_in() {
        let directory = library();
        admitted_to(&directory, &["reference", "circulation", "reference"], 1);
        admitted_to(&directory, &["reference"], 2);
        assert_eq!(told(&directory, NOW), []);
        sign_out(&directory, 1);
        let both = [dismissal("circulation", 1), dismissal("reference", 1)];
        assert_eq!(told(&directory, NOW), both);
    }

    #[test]
    fn the_oldest_of_too_many_sessions_is_told_as_well() {
        let directory = library();
        for byte in 0..=20 {
            admitted_to(&directory, &["reference"], byte);
        }
        assert_eq!(told(&directory, NOW.plus(20)), [dismissal("reference", 0)]);
    }

    #[test]
    fn an_object_hears_it_twice() {
        let directory = library();
        admitted_to(&directory, &["reference"], 1);
        sign_out(&directory, 1);
        let again = NOW.plus(AGAIN_MILLIS);
        for now in [NOW, again] {
            assert_eq!(told(&directory, now), [dismissal("reference", 1)]);
        }
        assert_eq!(directory.next_telling(), Ok(None));
    }

    #[test]
    fn an_object_that_cannot_be_reached_is_told_until_the_session_would_have_ended() {
        let directory = library();
        admitted_to(&directory, &["reference"], 1);
        sign_out(&directory, 1);
        let end = NOW.plus(1 + SESSION_SECONDS * 1_000);
        let mut now = NOW;
        let mut tries = 0;
        while let Some(due) = directory.next_telling().unwrap() {
            now = due.max(now);
            for message in directory.due_tellings(now).unwrap() {
                assert!(now < end, "{tries}");
                directory.telling_went(&message, false, now).unwrap();
                tries += 1;
            }
        }
        assert!(tries > 20, "{tries}");
    }
}
