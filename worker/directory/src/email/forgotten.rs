//! Links for people who have forgotten their passwords. They are mailed to addresses that were known before; whoever asks is told
//! nothing, not even whether there is anybody. With such a link one chooses a password, and no more: a second factor stays.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{FORGOTTEN_LINK_MINUTES, Forgetful};
use hushdesk_protocol::text::DisplayName;
use serde::{Deserialize, Serialize};

use crate::audit::Act;
use crate::caller::Anybody;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;
use crate::sessions::hashes::LinkHash;

/// People of one address who are mailed at once, at most. A desk may share one.
pub const FORGETFUL_MAX: usize = 5;

/// Makes links for those who can be reached and have forgotten their passwords. Whoever asks has been counted before.
#[derive(Serialize, Deserialize)]
pub struct MakeForgottenLinks {
    /// Who.
    pub who: Forgetful,
    /// The hashes of as many tokens as may be needed.
    pub links: [LinkHash; FORGETFUL_MAX],
}

/// Somebody for whom a link was made: the first one for the first, and so on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Forgotten {
    /// By what name they sign in.
    pub name: OperatorName,
    /// What they are called.
    pub display: DisplayName,
    /// Where they are reached.
    pub email: EmailAddress,
}

impl Question for MakeForgottenLinks {
    const PATH: &'static str = "/make-forgotten-links";
    type By = Anybody;
    type Answer = Vec<Forgotten>;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Vec<Forgotten>>, DirectoryError> {
        let (database, now) = (asked.database, asked.now);
        let found = find(database, &self.who, now)?;
        let mut acts = Vec::new();
        for (forgotten, link) in found.iter().zip(self.links) {
            give(database, &forgotten.name, link, now)?;
            acts.push(Act::done("forget_password", forgotten.name.as_str()));
        }
        Ok(Answered::after(found, acts))
    }
}

/// Those who have a password, may sign in, can be reached, and have no such link that still works: nobody who asks again and again
/// fills a letter box, or ends a link that somebody is about to use.
fn find(
    database: &impl Database,
    who: &Forgetful,
    now: Timestamp,
) -> Result<Vec<Forgotten>, DatabaseError> {
    let (which, is) = match who {
        Forgetful::Name(name) => ("name = ?", name.as_str()),
        Forgetful::Email(email) => ("email = ? COLLATE NOCASE", email.as_str()),
    };
    let rows = database.query(
        &format!(
            "SELECT name, display, email FROM operators
             WHERE {which} AND email IS NOT NULL AND NOT disabled
               AND EXISTS (SELECT 1 FROM passwords WHERE operator = operators.name)
               AND NOT EXISTS (SELECT 1 FROM identity_provider WHERE password_of <> operators.name)
               AND NOT EXISTS (SELECT 1 FROM forgotten WHERE operator = name AND ends > ?)
             ORDER BY name LIMIT {FORGETFUL_MAX}"
        ),
        vec![is.into(), now.into()],
    )?;
    let forgotten = |mut row: Row| {
        Ok(Forgotten {
            name: row.name("operators.name")?,
            display: row.name("operators.display")?,
            email: row.name("operators.email")?,
        })
    };
    rows.into_iter().map(forgotten).collect()
}

fn give(
    database: &impl Database,
    name: &OperatorName,
    link: LinkHash,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let ends = now.plus(u64::from(FORGOTTEN_LINK_MINUTES) * 60_000);
    database.query(
        "INSERT INTO forgotten (operator, token, ends) VALUES (?, ?, ?)
         ON CONFLICT (operator) DO UPDATE SET token = excluded.token, ends = excluded.ends",
        vec![name.as_str().into(), link.into(), ends.into()],
    )?;
    Ok(())
}

/// The link that somebody was mailed works no longer.
pub(crate) fn take_back(
    database: &impl Database,
    name: &OperatorName,
) -> Result<(), DatabaseError> {
    database.query(
        "DELETE FROM forgotten WHERE operator = ?",
        vec![name.as_str().into()],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::email::set;
    use crate::people::PasswordHash;
    use crate::testing::{
        Library, NOW, find_credential, hash_of, library, nobody, sign_in, signed_in,
    };
    use crate::{DisablePerson, FindSession, MakeLink, ReadLink, Refused, UseLink};

    const LINKS: [LinkHash; FORGETFUL_MAX] = [
        LinkHash::of_bytes([1; 32]),
        LinkHash::of_bytes([2; 32]),
        LinkHash::of_bytes([3; 32]),
        LinkHash::of_bytes([4; 32]),
        LinkHash::of_bytes([5; 32]),
    ];

    /// Two who share a desk's address, and an administrator who has none.
    fn reachable() -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let desk: EmailAddress = "Desk@library.example".parse().unwrap();
        for name in ["desk1", "desk2"] {
            set(&directory.database, &name.parse().unwrap(), Some(&desk)).unwrap();
        }
        directory
    }

    fn ask(directory: &Library, who: Forgetful, now: Timestamp) -> Vec<String> {
        let question = MakeForgottenLinks { who, links: LINKS };
        let found = directory.ask(&nobody(), question, now).unwrap();
        found.into_iter().map(|it| it.name.to_string()).collect()
    }

    fn name(name: &str) -> Forgetful {
        Forgetful::Name(name.parse().unwrap())
    }

    fn email(email: &str) -> Forgetful {
        Forgetful::Email(email.parse().unwrap())
    }

    fn choose(directory: &Library, link: LinkHash, now: Timestamp) -> Result<(), DirectoryError> {
        let password: PasswordHash = hash_of("new");
        directory.ask(&nobody(), UseLink { link, password }, now)
    }

    #[test]
    fn whoever_can_be_reached_chooses_another_password_by_the_link_once() {
        let directory = reachable();
        sign_in(&directory, "desk1", 2);
        assert_eq!(ask(&directory, name("desk1"), NOW), ["desk1"]);
        let [link, ..] = LINKS;
        let read = directory.ask(&nobody(), ReadLink { link }, NOW).unwrap();
        assert_eq!((read.name.as_str(), read.first), ("desk1", false));
        choose(&directory, link, NOW).unwrap();
        let credential = directory.ask(&nobody(), find_credential("desk1"), NOW);
        assert_eq!(credential, Ok(Some(hash_of("new"))));
        assert_eq!(
            directory.ask(&signed_in(2), FindSession, NOW),
            Err(Refused::SignedOut.into())
        );
        assert_eq!(choose(&directory, link, NOW), Err(Refused::LinkOver.into()));
    }

    #[test]
    fn a_link_is_of_no_use_to_whoever_reads_at_the_address_of_before() {
        let directory = reachable();
        ask(&directory, name("desk1"), NOW);
        let person = "desk1".parse().unwrap();
        set(&directory.database, &person, None).unwrap();
        let [link, ..] = LINKS;
        assert_eq!(choose(&directory, link, NOW), Err(Refused::LinkOver.into()));
    }

    #[test]
    fn all_who_share_an_address_are_sent_one_each_whatever_its_capitals() {
        let directory = reachable();
        let asked = ask(&directory, email("desk@Library.example"), NOW);
        assert_eq!(asked, ["desk1", "desk2"]);
        assert_eq!(choose(&directory, LINKS[1], NOW), Ok(()));
    }

    #[test]
    fn who_cannot_be_reached_may_not_come_in_or_has_a_link_that_works_is_not_mailed() {
        let directory = reachable();
        for nobody in [
            name("nobody"),
            name("admin"),
            email("nobody@library.example"),
        ] {
            assert_eq!(ask(&directory, nobody, NOW), [""; 0]);
        }
        let disable = DisablePerson {
            person: "desk2".parse().unwrap(),
            disabled: true,
        };
        directory.ask(&signed_in(1), disable, NOW).unwrap();
        assert_eq!(
            ask(&directory, email("desk@library.example"), NOW),
            ["desk1"]
        );
        assert_eq!(ask(&directory, name("desk1"), NOW.plus(1)), [""; 0]);
        let later = NOW.plus(u64::from(FORGOTTEN_LINK_MINUTES) * 60_000);
        assert_eq!(ask(&directory, name("desk1"), later), ["desk1"]);
    }

    #[test]
    fn it_runs_out_and_ends_no_link_that_an_administrator_has_made() {
        let directory = reachable();
        let made = LinkHash::of_bytes([9; 32]);
        let person = "desk1".parse().unwrap();
        let make = MakeLink { person, link: made };
        directory.ask(&signed_in(1), make, NOW).unwrap();
        ask(&directory, name("desk1"), NOW);
        let [link, ..] = LINKS;
        let over = NOW.plus(u64::from(FORGOTTEN_LINK_MINUTES) * 60_000);
        assert_eq!(
            choose(&directory, link, over),
            Err(Refused::LinkOver.into())
        );
        assert_eq!(choose(&directory, made, NOW), Ok(()));
        assert_eq!(choose(&directory, link, NOW), Err(Refused::LinkOver.into()));
    }
}
