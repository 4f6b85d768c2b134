//! Which account of the provider is whose.
//!
//! By its subject, which the provider gives to nobody else, from the first time on. That first time it is decided by what the
//! organisation has chosen: by the address that the provider has verified and at which somebody here is known to read or was
//! invited, or by a claim that is a sign-in name. Somebody who has an account already gets no other by that, and where more than one
//! could be meant nobody is.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{ClaimName, EMAIL_CLAIM};
use serde::{Deserialize, Serialize};

use super::Identity;
use crate::audit::Act;
use crate::caller::Administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::{email, links, people, sessions};

/// Whose account it is, and what was done if that was not known before.
pub(super) fn whose(
    database: &impl Database,
    identity: &Identity,
    claim: &ClaimName,
    now: Timestamp,
) -> Result<(OperatorName, Option<Act>), DirectoryError> {
    if let Some((name, is_disabled)) = known(database, identity)? {
        if is_disabled {
            return Err(Refused::NotInvited.into());
        }
        return Ok((name, None));
    }
    let name = named(database, identity, claim)?.ok_or(Refused::NotInvited)?;
    let act = bind(database, &name, identity, claim, now)?;
    Ok((name, Some(act)))
}

/// Whose account it is known to be, and whether they are kept out.
fn known(
    database: &impl Database,
    identity: &Identity,
) -> Result<Option<(OperatorName, bool)>, DatabaseError> {
    let rows = database.query(
        "SELECT name, disabled FROM provider_people JOIN operators ON name = operator
         WHERE issuer = ? AND subject = ?",
        vec![
            identity.issuer.as_str().into(),
            identity.subject.as_str().into(),
        ],
    )?;
    let read = |mut row: Row| Ok((row.name("operators.name")?, row.flag("operators.disabled")?));
    rows.into_iter().next().map(read).transpose()
}

/// Who may have come for the first time, if it is one.
fn named(
    database: &impl Database,
    identity: &Identity,
    claim: &ClaimName,
) -> Result<Option<OperatorName>, DatabaseError> {
    let (which, is) = if claim.as_str() == EMAIL_CLAIM {
        // An address that the provider has not verified may be anybody's.
        let Some(address) = &identity.email else {
            return Ok(None);
        };
        let at = "(email = ?1 COLLATE NOCASE OR name IN
                   (SELECT operator FROM links WHERE email = ?1 COLLATE NOCASE))";
        (at, address.as_str())
    } else {
        let Some(says) = &identity.claim else {
            return Ok(None);
        };
        ("name = ?1", says.as_str())
    };
    let rows = database.query(
        &format!(
            "SELECT name FROM operators WHERE {which} AND NOT disabled
               AND name NOT IN (SELECT operator FROM provider_people WHERE issuer = ?2)
             LIMIT 2"
        ),
        vec![is.into(), identity.issuer.as_str().into()],
    )?;
    let mut rows = rows.into_iter();
    match (rows.next(), rows.next()) {
        (Some(mut row), None) => Ok(Some(row.name("operators.name")?)),
        (Some(_) | None, _) => Ok(None),
    }
}

/// The account is theirs from now on. They have come in: what invited them is over, and they are reached where they were invited.
fn bind(
    database: &impl Database,
    name: &OperatorName,
    identity: &Identity,
    claim: &ClaimName,
    now: Timestamp,
) -> Result<Act, DatabaseError> {
    database.query(
        "INSERT INTO provider_people (operator, issuer, subject, since) VALUES (?, ?, ?, ?)
         ON CONFLICT (operator) DO UPDATE SET
             issuer = excluded.issuer, subject = excluded.subject, since = excluded.since",
        vec![
            name.as_str().into(),
            identity.issuer.as_str().into(),
            identity.subject.as_str().into(),
            now.into(),
        ],
    )?;
    if email::own::of(database, name)?.is_none() {
        let address = identity.email.as_ref();
        let address = address.filter(|_| claim.as_str() == EMAIL_CLAIM);
        email::set(database, name, address)?;
    }
    links::take_back(database, name)?;
    let account = Account {
        issuer: identity.issuer.as_str(),
        subject: &identity.subject,
        claim: claim.as_str(),
        email: identity.email.as_ref(),
    };
    Ok(Act::made("link_person", name.as_str(), &account)?.by(name))
}

/// What the audit log says of an account that became somebody's.
#[derive(Serialize)]
struct Account<'a> {
    issuer: &'a str,
    subject: &'a str,
    claim: &'a str,
    email: Option<&'a EmailAddress>,
}

/// Forgets which account is somebody's. Their sessions end. The next account that names them becomes theirs, so that it takes more than a
/// session, and nobody does it for themselves.
#[derive(Serialize, Deserialize)]
pub struct UnlinkPerson {
    /// Whose.
    pub person: OperatorName,
}

impl Question for UnlinkPerson {
    const PATH: &'static str = "/unlink-person";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let (database, name) = (asked.database, &self.person);
        people::find(database, name)?.ok_or(Refused::NoPerson)?;
        asked.by.must_not_be(name)?;
        asked.by.must_have_proved(database, asked.now)?;
        database.query(
            "DELETE FROM provider_people WHERE operator = ?",
            vec![name.as_str().into()],
        )?;
        sessions::end_all(database, name, None, asked.now)?;
        Ok(Answered::done(Act::done("unlink_person", name.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{PersonState, ProviderSettings, Role};

    use super::super::testing::{
        change_of, come_in, identity, ought_to_be_bound, provided, set, settings,
    };
    use super::*;
    use crate::sessions::hashes::LinkHash;
    use crate::testing::{Library, NOW, nobody, signed_in};
    use crate::{DisablePerson, FindSession, Invite, NewPerson, ReadLink, ShowPerson};

    fn not_invited<A>() -> Result<A, DirectoryError> {
        Err(Refused::NotInvited.into())
    }

    fn comes_in_as(
        directory: &Library,
        identity: &Identity,
        byte: u8,
    ) -> Result<String, DirectoryError> {
        let session = come_in(directory, identity, byte)?;
        Ok(session.name.as_str().to_owned())
    }

    fn invite(directory: &Library, name: &str, email: &str) {
        let invite = Invite {
            person: NewPerson {
                name: name.parse().unwrap(),
                display: "Vera".parse().unwrap(),
                role: Role::Operator,
                queues: vec![],
            },
            link: LinkHash::of_bytes([7; 32]),
            until: NOW.plus(1_000),
            email: Some(email.parse().unwrap()),
        };
        directory.ask(&signed_in(1), invite, NOW).unwrap();
    }

    #[test]
    fn an_account_is_whose_address_the_provider_has_verified_and_stays_theirs_by_its_subject() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        let first = identity("desk1");
        assert_eq!(comes_in_as(&directory, &first, 9), Ok("desk1".to_owned()));
        let renamed = Identity {
            email: Some("married@library.example".parse().unwrap()),
            ..first.clone()
        };
        assert_eq!(
            comes_in_as(&directory, &renamed, 10),
            Ok("desk1".to_owned())
        );
        let another = Identity {
            subject: "another".to_owned(),
            ..first
        };
        assert_eq!(comes_in_as(&directory, &another, 11), not_invited());
        let rows = directory.database.contents();
        assert_eq!(
            rows.iter()
                .filter(|row| row.contains("link_person"))
                .count(),
            1
        );
    }

    #[test]
    fn an_address_that_the_provider_has_not_verified_is_nobodys() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        let unverified = Identity {
            email: None,
            claim: Some("desk1@library.example".to_owned()),
            ..identity("desk1")
        };
        assert_eq!(comes_in_as(&directory, &unverified, 9), not_invited());
        let by_name = Identity {
            claim: Some("desk1".to_owned()),
            ..unverified
        };
        assert_eq!(comes_in_as(&directory, &by_name, 9), not_invited());
    }

    #[test]
    fn whoever_was_invited_by_mail_comes_in_by_the_same_address_and_needs_no_link() {
        let directory = provided();
        invite(&directory, "vera", "Vera@library.example");
        let vera = identity("vera");
        assert_eq!(comes_in_as(&directory, &vera, 9), Ok("vera".to_owned()));
        let person = "vera".parse().unwrap();
        let shown = directory.ask(&signed_in(1), ShowPerson { person }, NOW);
        let shown = shown.unwrap().state;
        assert_eq!((shown.state, shown.provider), (PersonState::Active, true));
        assert_eq!(
            shown.email.map(String::from).as_deref(),
            Some("vera@library.example")
        );
        let link = LinkHash::of_bytes([7; 32]);
        let read = directory.ask(&nobody(), ReadLink { link }, NOW);
        assert_eq!(read, Err(Refused::LinkOver.into()));
    }

    #[test]
    fn where_two_share_an_address_nobody_is_meant() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        let shared: EmailAddress = "desk1@library.example".parse().unwrap();
        email::set(
            &directory.database,
            &"desk2".parse().unwrap(),
            Some(&shared),
        )
        .unwrap();
        assert_eq!(
            comes_in_as(&directory, &identity("desk1"), 9),
            not_invited()
        );
    }

    #[test]
    fn a_claim_that_was_chosen_is_a_sign_in_name_to_the_letter() {
        let directory = provided();
        let by_name = ProviderSettings {
            claim: "staff_id".parse().unwrap(),
            ..settings()
        };
        set(&directory, 1, change_of(by_name)).unwrap();
        ought_to_be_bound(&directory, "desk1");
        let says = |says: Option<&str>| Identity {
            claim: says.map(str::to_owned),
            ..identity("desk1")
        };
        for nobodys in [None, Some("Desk1"), Some("nobody"), Some("' OR 1=1 --")] {
            assert_eq!(comes_in_as(&directory, &says(nobodys), 9), not_invited());
        }
        let desk2 = says(Some("desk2"));
        assert_eq!(comes_in_as(&directory, &desk2, 9), Ok("desk2".to_owned()));
    }

    #[test]
    fn whoever_is_kept_out_or_unlinked_does_not_come_in_by_what_was_known_of_them() {
        let directory = provided();
        ought_to_be_bound(&directory, "desk1");
        let first = identity("desk1");
        come_in(&directory, &first, 9).unwrap();
        let person = || "desk1".parse().unwrap();
        let disable = |disabled| {
            let disable = DisablePerson {
                person: person(),
                disabled,
            };
            directory.ask(&signed_in(1), disable, NOW).unwrap();
        };
        disable(true);
        assert_eq!(comes_in_as(&directory, &first, 10), not_invited());
        disable(false);
        assert!(come_in(&directory, &first, 10).is_ok());
        let unlink = UnlinkPerson { person: person() };
        directory.ask(&signed_in(1), unlink, NOW).unwrap();
        assert!(directory.ask(&signed_in(10), FindSession, NOW).is_err());
        let other = Identity {
            subject: "another".to_owned(),
            ..first
        };
        assert_eq!(comes_in_as(&directory, &other, 11), Ok("desk1".to_owned()));
    }
}
