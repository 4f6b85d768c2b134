//! Alerts that are mailed, until their mails are on their way.

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{MailId, QueueName, Timestamp};
use hushdesk_protocol::language::Language;

use super::{Watched, rules};
use crate::archive::Archive;
use crate::mails;

/// Alerts that are mailed at once.
const AT_ONCE: u32 = 20;

/// Milliseconds until one is mailed of which was not heard that it was.
const AGAIN_MILLIS: u64 = 2 * 60 * 1_000;

/// Milliseconds after which it helps nobody any more.
const TOO_LATE_MILLIS: u64 = 8 * 60 * 60 * 1_000;

/// What somebody is to be told by mail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alert {
    /// What it is known by.
    pub about: String,
    /// What is the matter.
    pub what: Trouble,
    /// Which queue needs people.
    pub queue: QueueName,
    /// Since when.
    pub since: Timestamp,
    /// Who is mailed.
    pub to: EmailAddress,
    /// In which language.
    pub language: Option<Language>,
}

/// What is the matter with a queue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Trouble {
    /// A chat waits.
    Waiting,
    /// Nobody is there.
    Unstaffed,
}

/// Something is to be mailed, if anybody wants to hear it.
pub(super) fn put(
    database: &impl Database,
    (about, what): (&str, Watched),
    queue: &QueueName,
    since: Timestamp,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT OR REPLACE INTO alerts (about, queue, what, since, due)
         SELECT ?1, ?2, ?3, ?4, ?5 FROM alert_rules WHERE queue = ?2 AND json_extract(rules, '$.alerts.email') IS NOT NULL",
        vec![
            about.into(),
            queue.as_str().into(),
            what.as_str().into(),
            since.into(),
            now.into(),
        ],
    )?;
    Ok(())
}

impl<D: Database> Archive<D> {
    /// What is to be mailed now. What nobody wants to hear any more is forgotten, and what came to nothing for too long.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn due_alerts(&self, now: Timestamp) -> Result<Vec<Alert>, DatabaseError> {
        self.open()?;
        let database = &self.database;
        database.transaction(|| {
            let too_late = Timestamp(now.0.saturating_sub(TOO_LATE_MILLIS));
            database.query("DELETE FROM alerts WHERE since <= ?", vec![too_late.into()])?;
            let due = database.query(
                &format!("SELECT about, queue, what, since FROM alerts WHERE due <= ? ORDER BY due LIMIT {AT_ONCE}"),
                vec![now.into()],
            )?;
            let alerts = due.into_iter().map(|row| alert(database, row, now));
            let alerts: Vec<_> = alerts.collect::<Result<_, _>>()?;
            Ok(alerts.into_iter().flatten().collect())
        })
    }

    /// Has an alert mailed: what it says was put elsewhere before.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn alert_is_put(
        &self,
        alert: &Alert,
        mail: &MailId,
        now: Timestamp,
    ) -> Result<(), DatabaseError> {
        let database = &self.database;
        database.transaction(|| {
            // Not among those of what was said in the chat.
            let about = format!("alert {}", alert.about);
            mails::put(database, (mail, &about), Some(&alert.to), None, now)?;
            forget(database, &alert.about)
        })
    }

    /// Forgets one that cannot be mailed: the organisation mails nobody.
    ///
    /// # Errors
    ///
    /// The database failed.
    pub fn alert_is_given_up(&self, alert: &Alert) -> Result<(), DatabaseError> {
        forget(&self.database, &alert.about)
    }
}

fn forget(database: &impl Database, about: &str) -> Result<(), DatabaseError> {
    database.query("DELETE FROM alerts WHERE about = ?", vec![about.into()])?;
    Ok(())
}

fn alert(
    database: &impl Database,
    mut row: Row,
    now: Timestamp,
) -> Result<Option<Alert>, DatabaseError> {
    let about = row.text("alerts.about")?;
    let queue: QueueName = row.name("alerts.queue")?;
    let what = match Watched::of(&mut row)? {
        Watched::Chat => Trouble::Waiting,
        Watched::Queue => Trouble::Unstaffed,
    };
    let since = row.moment("alerts.since")?;
    let rules = rules::of(database, &queue)?;
    let to = rules.as_ref().and_then(|rules| rules.alerts.email.clone());
    let (Some(rules), Some(to)) = (rules, to) else {
        forget(database, &about)?;
        return Ok(None);
    };
    database.query(
        "UPDATE alerts SET due = ? WHERE about = ?",
        vec![now.plus(AGAIN_MILLIS).into(), about.as_str().into()],
    )?;
    Ok(Some(Alert {
        about,
        what,
        queue,
        since,
        to,
        language: rules.alerts.language,
    }))
}
