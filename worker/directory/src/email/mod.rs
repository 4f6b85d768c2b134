//! Where people can be reached by mail, and from where the organisation mails. Nothing is mailed here: whoever asks does that.

pub(crate) mod forgotten;
pub(crate) mod guest_mail;
pub(crate) mod letterhead;
pub(crate) mod own;

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::ZoneName;
use serde::{Deserialize, Serialize};

use crate::caller::{Administrator, Anybody};
use crate::organisation;
use crate::question::{Answered, Asked, Question};
use crate::queues::{self, settings};
use crate::refused::DirectoryError;

/// From where the organisation mails.
#[derive(Serialize, Deserialize)]
pub struct FindSender;

/// Who a mail comes from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Sender {
    /// What the organisation is called.
    pub organisation: String,
    /// From where it mails, if it does.
    pub address: Option<EmailAddress>,
}

impl Question for FindSender {
    const PATH: &'static str = "/find-sender";
    type By = Anybody;
    type Answer = Sender;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Sender>, DirectoryError> {
        Ok(Answered::with(sender(asked.database)?))
    }
}

/// Who a mail comes from.
pub(crate) fn sender(database: &impl Database) -> Result<Sender, DirectoryError> {
    let settings = organisation::settings(database)?;
    Ok(Sender {
        organisation: settings.name.as_str().to_owned(),
        address: settings.mails_from,
    })
}

/// What a queue is called, and from where its organisation mails.
#[derive(Serialize, Deserialize)]
pub struct FindDesk {
    /// Which queue.
    pub queue: QueueName,
}

/// Whom a mail is about, and who it comes from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// What the queue is called; nothing, if there is none.
    pub title: Option<String>,
    /// By which clock it is open, if anybody has said when.
    pub zone: Option<ZoneName>,
    /// Who the mail comes from.
    pub sender: Sender,
}

impl Question for FindDesk {
    const PATH: &'static str = "/find-desk";
    type By = Anybody;
    type Answer = Desk;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<Desk>, DirectoryError> {
        let database = asked.database;
        let title = queues::title(database, &self.queue)?;
        let zone = match &title {
            Some(_) => settings::find(database, &self.queue)?.settings.hours,
            None => None,
        };
        Ok(Answered::with(Desk {
            title: title.map(|title| title.as_str().to_owned()),
            zone: zone.map(|hours| hours.zone),
            sender: sender(database)?,
        }))
    }
}

/// From where the organisation mails, for an administrator who wants to see whether that arrives. Counts as a mail.
#[derive(Serialize, Deserialize)]
pub struct AdmitTestMail;

impl Question for AdmitTestMail {
    const PATH: &'static str = "/admit-test-mail";
    type By = Administrator;
    type Answer = Sender;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<Sender>, DirectoryError> {
        let mut messages = asked.counts.messages.borrow_mut();
        messages.count(asked.address, asked.now)?;
        Ok(Answered::with(sender(asked.database)?))
    }
}

/// Says where somebody can be reached from now on, if anywhere.
pub(crate) fn set(
    database: &impl Database,
    name: &OperatorName,
    email: Option<&EmailAddress>,
) -> Result<(), DatabaseError> {
    database.query(
        "UPDATE operators SET email = ? WHERE name = ?",
        vec![email.map(EmailAddress::as_str).into(), name.as_str().into()],
    )?;
    // Whoever reads what was mailed to the address of before has nothing by it any more.
    forgotten::take_back(database, name)
}
