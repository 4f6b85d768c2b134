//! Links by which people choose their passwords: one at a time, once, for a while. They are known by the hash of the token
//! in them. Tries are counted by address, so that nobody has the directory look up tokens without end.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{INVITATION_DAYS, LinkFor, PASSWORD_LINK_MINUTES};
use serde::{Deserialize, Serialize};

use crate::applications;
use crate::audit::Act;
use crate::caller::{Administrator, Anybody};
use crate::email::forgotten;
use crate::people::{self, PasswordHash};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::sessions::hashes::LinkHash;
use crate::{email, founding, provider, sessions};

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Makes a link for somebody else, in the place of any earlier one. The answer is until when it works.
#[derive(Serialize, Deserialize)]
pub struct MakeLink {
    /// For whom.
    pub person: OperatorName,
    /// The hash of its token.
    pub link: LinkHash,
}

impl Question for MakeLink {
    const PATH: &'static str = "/make-link";
    type By = Administrator;
    type Answer = Timestamp;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Timestamp>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        people::find(database, name)?.ok_or(Refused::NoPerson)?;
        asked.by.must_not_be(name)?;
        asked.by.must_have_proved(database, asked.now)?;
        must_lead_in(database, name)?;
        let until = if people::has_password(database, name)? {
            asked.now.plus(u64::from(PASSWORD_LINK_MINUTES) * 60_000)
        } else {
            asked.now.plus(u64::from(INVITATION_DAYS) * DAY)
        };
        give(database, name, self.link, (until, None))?;
        let act = Act::made("make_link", name.as_str(), &until)?;
        Ok(Answered::after(until, [act]))
    }
}

/// What a link is for. Counts as a try.
#[derive(Serialize, Deserialize)]
pub struct ReadLink {
    /// The hash of its token.
    pub link: LinkHash,
}

impl Question for ReadLink {
    const PATH: &'static str = "/read-link";
    type By = Anybody;
    type Answer = LinkFor;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<LinkFor>, DirectoryError> {
        let mut tries = asked.counts.secrets.borrow_mut();
        tries.count(asked.address, asked.now)?;
        let database = asked.database;
        let Found { name, until, .. } = find(database, self.link, asked.now)?;
        must_lead_in(database, &name)?;
        let known = people::find(database, &name)?.ok_or(Refused::LinkOver)?;
        Ok(Answered::with(LinkFor {
            organisation: founding::name(database)?,
            display: known.display,
            first: !people::has_password(database, &name)?,
            name,
            until,
        }))
    }
}

/// Gives whoever has the link the password they have chosen. The link is over then, and all their sessions end.
#[derive(Serialize, Deserialize)]
pub struct UseLink {
    /// The hash of its token.
    pub link: LinkHash,
    /// The hash of the password.
    pub password: PasswordHash,
}

impl Question for UseLink {
    const PATH: &'static str = "/use-link";
    type By = Anybody;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<()>, DirectoryError> {
        let database = asked.database;
        let Found { name, email, .. } = find(database, self.link, asked.now)?;
        must_lead_in(database, &name)?;
        people::set_password(database, &name, &self.password)?;
        if email.is_some() {
            email::set(database, &name, email.as_ref())?;
        }
        take_back(database, &name)?;
        applications::revoke_all(database, &name)?;
        sessions::end_all(database, &name, None, asked.now)?;
        let act = Act::done("choose_password", name.as_str()).by(&name);
        Ok(Answered::done(act))
    }
}

/// Refuses to let somebody choose a password with which they could not sign in.
fn must_lead_in(database: &impl Database, name: &OperatorName) -> Result<(), DirectoryError> {
    if provider::lets_by_password(database, name)? {
        Ok(())
    } else {
        Err(Refused::PasswordsOff.into())
    }
}

/// Gives somebody a link, in the place of any earlier one, and says where it is mailed to, if it is.
pub(crate) fn give(
    database: &impl Database,
    name: &OperatorName,
    link: LinkHash,
    (until, email): (Timestamp, Option<&EmailAddress>),
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO links (operator, token, ends, email) VALUES (?, ?, ?, ?)
         ON CONFLICT (operator) DO UPDATE SET
             token = excluded.token, ends = excluded.ends, email = excluded.email",
        vec![
            name.as_str().into(),
            link.into(),
            until.into(),
            email.map(EmailAddress::as_str).into(),
        ],
    )?;
    Ok(())
}

/// Whatever links somebody has, they work no longer.
pub(crate) fn take_back(
    database: &impl Database,
    name: &OperatorName,
) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM links WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    forgotten::take_back(database, name)
}

/// A link that works.
struct Found {
    /// Whose it is.
    name: OperatorName,
    /// Until when it works.
    until: Timestamp,
    /// Where it was mailed to, if it was and that was not known before.
    email: Option<EmailAddress>,
}

fn find(database: &impl Database, link: LinkHash, now: Timestamp) -> Result<Found, DirectoryError> {
    let rows = database.query(
        "SELECT operator, ends, email FROM links WHERE token = ?1 AND ends > ?2
         UNION ALL SELECT operator, ends, NULL FROM forgotten WHERE token = ?1 AND ends > ?2",
        vec![link.into(), now.into()],
    )?;
    let mut row = rows.into_iter().next().ok_or(Refused::LinkOver)?;
    Ok(Found {
        name: row.name("links.operator")?,
        until: row.moment("links.ends")?,
        email: row.optional_name("links.email")?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use hushdesk_protocol::rest::{Assignment, Duty, PersonState, Role};

    use super::*;
    use crate::testing::{
        Library, NOW, find_credential, hash_of, library, nobody, sign_in, signed_in,
    };
    use crate::{FindSession, Invite, NewPerson, ShowPerson};

    const LINK: LinkHash = LinkHash::of_bytes([7; 32]);

    fn invite(directory: &Library, name: &str) -> Result<(), DirectoryError> {
        let invite = Invite {
            person: NewPerson {
                name: name.parse().unwrap(),
                display: "Vera".parse().unwrap(),
                role: Role::Operator,
                queues: vec![Assignment {
                    queue: "reference".parse().unwrap(),
                    duties: BTreeSet::from([Duty::Operator, Duty::Manager]),
                }],
            },
            link: LINK,
            until: NOW.plus(DAY),
            email: Some("vera@library.example".parse().unwrap()),
        };
        directory.ask(&signed_in(1), invite, NOW)
    }

    fn administered() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        directory
    }

    fn use_link(directory: &Library, now: Timestamp) -> Result<(), DirectoryError> {
        let password = hash_of("new");
        let question = UseLink {
            link: LINK,
            password,
        };
        directory.ask(&nobody(), question, now)
    }

    fn state(directory: &Library, name: &str) -> PersonState {
        let person = name.parse().unwrap();
        let shown = directory.ask(&signed_in(1), ShowPerson { person }, NOW);
        shown.unwrap().state.state
    }

    #[test]
    fn whoever_is_invited_chooses_a_password_once_by_the_link() {
        let directory = administered();
        invite(&directory, "vera").unwrap();
        let until = Some(NOW.plus(DAY));
        assert_eq!(state(&directory, "vera"), PersonState::Invited { until });
        let credential = || {
            directory
                .ask(&nobody(), find_credential("vera"), NOW)
                .unwrap()
        };
        assert_eq!(credential(), None);
        let read = || directory.ask(&nobody(), ReadLink { link: LINK }, NOW);
        assert_eq!(
            read(),
            Ok(LinkFor {
                organisation: "The library".to_owned(),
                name: "vera".parse().unwrap(),
                display: "Vera".parse().unwrap(),
                first: true,
                until: NOW.plus(DAY),
            })
        );
        assert_eq!(use_link(&directory, NOW), Ok(()));
        assert_eq!(credential(), Some(hash_of("new")));
        assert_eq!(state(&directory, "vera"), PersonState::Active);
        let person = "vera".parse().unwrap();
        let shown = directory.ask(&signed_in(1), ShowPerson { person }, NOW);
        let email = shown.unwrap().state.email.map(String::from);
        assert_eq!(email.as_deref(), Some("vera@library.example"));
        assert_eq!(use_link(&directory, NOW), Err(Refused::LinkOver.into()));
        assert_eq!(read(), Err(Refused::LinkOver.into()));
    }

    #[test]
    fn a_name_is_somebodys_once() {
        let directory = administered();
        assert_eq!(invite(&directory, "desk1"), Err(Refused::NameTaken.into()));
    }

    #[test]
    fn a_link_runs_out() {
        let directory = administered();
        invite(&directory, "vera").unwrap();
        assert_eq!(
            use_link(&directory, NOW.plus(DAY)),
            Err(Refused::LinkOver.into())
        );
    }

    #[test]
    fn a_new_password_by_a_link_ends_the_sessions_and_an_earlier_link() {
        let directory = administered();
        sign_in(&directory, "desk1", 2);
        let make = |byte| MakeLink {
            person: "desk1".parse().unwrap(),
            link: LinkHash::of_bytes([byte; 32]),
        };
        directory.ask(&signed_in(1), make(9), NOW).unwrap();
        let until = directory.ask(&signed_in(1), make(7), NOW);
        assert_eq!(until, Ok(NOW.plus(DAY)));
        let earlier = ReadLink {
            link: LinkHash::of_bytes([9; 32]),
        };
        assert_eq!(
            directory.ask(&nobody(), earlier, NOW),
            Err(Refused::LinkOver.into())
        );
        use_link(&directory, NOW).unwrap();
        assert_eq!(
            directory.ask(&signed_in(2), FindSession, NOW),
            Err(Refused::SignedOut.into())
        );
        let left = directory.database.contents().join("\n");
        assert!(!left.contains("links "), "{left}");
    }

    #[test]
    fn tokens_cannot_be_tried_without_end() {
        let directory = administered();
        let read = || directory.ask(&nobody(), ReadLink { link: LINK }, NOW);
        let tries = (0..1_000).take_while(|_| read() == Err(Refused::LinkOver.into()));
        assert_eq!(tries.count(), 60);
    }
}
