//! Where people are signed in, and how that is ended.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::ids::{OperatorName, SessionId, Timestamp};
use hushdesk_protocol::rest::{Page, SessionListing};
use serde::{Deserialize, Serialize};

use super::hashes::TokenHash;
use super::{end, end_all};
use crate::audit::Act;
use crate::caller::{Administrator, SignedIn};
use crate::people;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// Where whoever asks is signed in.
#[derive(Serialize, Deserialize)]
pub struct ListOwnSessions;

impl Question for ListOwnSessions {
    const PATH: &'static str = "/list-own-sessions";
    type By = SignedIn;
    type Answer = Page<SessionListing>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Page<SessionListing>>, DirectoryError> {
        let (name, current) = (asked.by.operator(), asked.by.token());
        let sessions = list(asked.database, name, Some(current), asked.now)?;
        Ok(Answered::with(sessions))
    }
}

/// Ends one session of whoever asks, or all but the one they ask by.
#[derive(Serialize, Deserialize)]
pub struct EndOwnSessions {
    /// Which; all others, if none is named.
    pub session: Option<SessionId>,
}

impl Question for EndOwnSessions {
    const PATH: &'static str = "/end-own-sessions";
    type By = SignedIn;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        match self.session {
            None => end_all(database, name, Some(asked.by.token()), asked.now)?,
            Some(session) => {
                for token in super::tokens_of(database, name)? {
                    if token.id() == session {
                        end(database, token, asked.now)?;
                    }
                }
            }
        }
        Ok(Answered::with(()))
    }
}

/// Where somebody is signed in.
#[derive(Serialize, Deserialize)]
pub struct ListSessions {
    /// Who.
    pub person: OperatorName,
}

impl Question for ListSessions {
    const PATH: &'static str = "/list-sessions";
    type By = Administrator;
    type Answer = Page<SessionListing>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Page<SessionListing>>, DirectoryError> {
        people::find(asked.database, &self.person)?.ok_or(Refused::NoPerson)?;
        let sessions = list(asked.database, &self.person, None, asked.now)?;
        Ok(Answered::with(sessions))
    }
}

/// Ends all sessions of somebody.
#[derive(Serialize, Deserialize)]
pub struct EndSessions {
    /// Whose.
    pub person: OperatorName,
}

impl Question for EndSessions {
    const PATH: &'static str = "/end-sessions";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        people::find(asked.database, &self.person)?.ok_or(Refused::NoPerson)?;
        end_all(asked.database, &self.person, None, asked.now)?;
        let act = Act::done("end_sessions", self.person.as_str());
        Ok(Answered::done(act))
    }
}

/// All sessions of somebody, the newest first: as many as one may have.
fn list(
    database: &impl Database,
    name: &OperatorName,
    current: Option<TokenHash>,
    now: Timestamp,
) -> Result<Page<SessionListing>, DatabaseError> {
    let rows = database.query(
        "SELECT token, device, since, used, ends FROM sessions
         WHERE operator = ? AND ends > ? ORDER BY ends DESC",
        vec![name.as_str().into(), now.into()],
    )?;
    let session = |mut row: Row| {
        let token = TokenHash::of_bytes(row.bytes("sessions.token")?);
        Ok(SessionListing {
            id: token.id(),
            device: row.text("sessions.device")?,
            since: row.optional_moment("sessions.since")?,
            used: row.optional_moment("sessions.used")?,
            until: row.moment("sessions.ends")?,
            current: current == Some(token),
        })
    };
    Ok(Page {
        items: rows.into_iter().map(session).collect::<Result<_, _>>()?,
        next: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FindSession;
    use crate::sessions::SESSION_SECONDS;
    use crate::testing::{Library, NOW, library, sign_in, signed_in};

    fn signed_in_thrice() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        for byte in [2, 3, 4] {
            sign_in(&directory, "desk1", byte);
        }
        directory
    }

    fn own(directory: &Library, byte: u8) -> Vec<SessionListing> {
        let page = directory.ask(&signed_in(byte), ListOwnSessions, NOW);
        page.unwrap().items
    }

    fn are_signed_in(directory: &Library) -> [bool; 4] {
        [1, 2, 3, 4].map(|byte| directory.ask(&signed_in(byte), FindSession, NOW).is_ok())
    }

    #[test]
    fn somebody_sees_where_they_are_signed_in_and_which_of_it_is_here() {
        let directory = signed_in_thrice();
        let sessions = own(&directory, 3);
        assert_eq!(sessions.len(), 3);
        let here: Vec<_> = sessions.iter().filter(|session| session.current).collect();
        assert_eq!(
            here,
            [&SessionListing {
                id: SessionId::from_bytes([3; 16]),
                device: "Firefox, Linux".to_owned(),
                since: Some(NOW),
                used: Some(NOW),
                until: NOW.plus(SESSION_SECONDS * 1_000),
                current: true,
            }]
        );
    }

    #[test]
    fn one_session_is_ended_or_all_others() {
        let directory = signed_in_thrice();
        let end = |session| {
            let end = EndOwnSessions { session };
            directory.ask(&signed_in(2), end, NOW).unwrap();
        };
        end(Some(SessionId::from_bytes([1; 16])));
        assert_eq!(
            are_signed_in(&directory),
            [true; 4],
            "it is somebody else's"
        );
        end(Some(SessionId::from_bytes([3; 16])));
        assert_eq!(are_signed_in(&directory), [true, true, false, true]);
        end(None);
        assert_eq!(are_signed_in(&directory), [true, true, false, false]);
    }

    #[test]
    fn an_administrator_sees_and_ends_somebodys_sessions() {
        let directory = signed_in_thrice();
        let person = || "desk1".parse().unwrap();
        let list = ListSessions { person: person() };
        let listed = directory.ask(&signed_in(1), list, NOW).unwrap();
        assert_eq!(listed.items.len(), 3);
        let end = EndSessions { person: person() };
        directory.ask(&signed_in(1), end, NOW).unwrap();
        assert_eq!(are_signed_in(&directory), [true, false, false, false]);
    }

    #[test]
    fn when_a_session_was_used_is_kept_to_five_minutes() {
        let directory = signed_in_thrice();
        let used_after = |minutes: u64| {
            let now = NOW.plus(minutes * 60_000);
            let page = directory.ask(&signed_in(2), ListOwnSessions, now).unwrap();
            page.items.iter().find(|it| it.current).unwrap().used
        };
        assert_eq!(used_after(4), Some(NOW));
        assert_eq!(used_after(6), Some(NOW.plus(6 * 60_000)));
    }
}
