//! Messages that guests leave where nobody is there: whether one may, where it is mailed to, and who reads it.

use std::collections::BTreeSet;

use hushdesk_edge::Database;
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, QueueName, SnippetName};
use hushdesk_protocol::rest::{Role, Sealing};
use serde::{Deserialize, Serialize};

use super::settings;
use crate::caller::{Anybody, SignedIn};
use crate::email::{Sender, sender};
use crate::people::{self, duties};
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};
use crate::snippets;

/// Whether a guest may leave a message where a snippet leads to. Counts as a message from there.
#[derive(Serialize, Deserialize)]
pub struct AdmitMessage {
    /// The snippet.
    pub snippet: SnippetName,
    /// Whether it is sealed: that it is only where a chat would be.
    pub sealed: bool,
}

/// Where a message goes.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct AdmittedMessage {
    /// For which queue it is.
    pub queue: QueueName,
    /// What people call that.
    pub desk: String,
    /// Who mails it.
    pub sender: Sender,
    /// Where it is mailed to.
    pub to: EmailAddress,
}

impl Question for AdmitMessage {
    const PATH: &'static str = "/admit-message";
    type By = Anybody;
    type Answer = AdmittedMessage;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<AdmittedMessage>, DirectoryError> {
        let mut messages = asked.counts.messages.borrow_mut();
        messages.count(asked.address, asked.now)?;
        let database = asked.database;
        let snippet = snippets::find(database, &self.snippet, asked.now)?;
        let snippet = snippet.ok_or(Refused::NoSnippet)?;
        if self.sealed && snippet.sealing == Sealing::Open {
            return Err(Refused::NoMessages.into());
        }
        let to = takes_messages(database, &snippet.queue)?.ok_or(Refused::NoMessages)?;
        Ok(Answered::with(AdmittedMessage {
            queue: snippet.queue,
            desk: snippet.queue_title,
            sender: sender(database)?,
            to,
        }))
    }
}

/// Where messages for a queue are mailed to, if any may be left: it is set so, and the organisation mails.
pub(crate) fn takes_messages(
    database: &impl Database,
    queue: &QueueName,
) -> Result<Option<EmailAddress>, DirectoryError> {
    let settings = settings::find(database, queue)?.settings;
    let mails = sender(database)?.address.is_some();
    Ok(settings.email.filter(|_| settings.messages && mails))
}

/// Whose messages whoever asks reads and answers.
#[derive(Serialize, Deserialize)]
pub struct FindMessageQueues;

/// Who reads messages, and of which queues.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct MessageQueues {
    /// Who.
    pub name: OperatorName,
    /// The queues; none named: all.
    pub queues: Option<BTreeSet<QueueName>>,
}

impl Question for FindMessageQueues {
    const PATH: &'static str = "/find-message-queues";
    type By = SignedIn;
    type Answer = MessageQueues;

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<MessageQueues>, DirectoryError> {
        let (database, name) = (asked.database, asked.by.operator());
        let queues = match people::signed_in(database, name)?.role {
            Role::Administrator => None,
            Role::Operator => {
                let all = duties::of(database, name)?.into_iter();
                Some(all.map(|assignment| assignment.queue).collect())
            }
        };
        Ok(Answered::with(MessageQueues {
            name: name.clone(),
            queues,
        }))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::{Organisation, QueueSettings};

    use super::*;
    use crate::testing::{Library, NOW, library, nobody, sign_in, signed_in};
    use crate::{SetOrganisation, SetQueue};

    /// Whose reference desk takes messages, and who mails or does not.
    fn taking(mails_from: Option<&str>) -> Library {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let settings = QueueSettings {
            email: Some("ask@library.example".parse().unwrap()),
            messages: true,
            ..QueueSettings::default()
        };
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings,
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let settings = Organisation {
            name: "The library".parse().unwrap(),
            audit_days: 400,
            second_factor_required: false,
            mails_from: mails_from.map(|address| address.parse().unwrap()),
        };
        let set = SetOrganisation {
            settings,
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        directory
    }

    fn admit(
        directory: &Library,
        snippet: &str,
        now: Timestamp,
    ) -> Result<AdmittedMessage, DirectoryError> {
        let snippet = snippet.parse().unwrap();
        let sealed = false;
        directory.ask(&nobody(), AdmitMessage { snippet, sealed }, now)
    }

    #[test]
    fn a_message_is_left_where_the_queue_takes_them_and_the_organisation_mails() {
        let directory = taking(Some("desk@library.example"));
        let admitted = admit(&directory, "reference", NOW).unwrap();
        assert_eq!(admitted.queue.as_str(), "reference");
        assert_eq!(admitted.to.as_str(), "ask@library.example");
        assert_eq!(
            admit(&directory, "circulation", NOW),
            Err(Refused::NoMessages.into())
        );
        assert_eq!(
            admit(&directory, "nothing", NOW),
            Err(Refused::NoSnippet.into())
        );
        assert_eq!(
            admit(&taking(None), "reference", NOW),
            Err(Refused::NoMessages.into())
        );
    }

    #[test]
    fn a_sealed_note_is_left_where_chats_are_sealed() {
        let directory = taking(Some("desk@library.example"));
        let leave = |queue: &str| {
            let set = SetQueue {
                queue: queue.parse().unwrap(),
                settings: QueueSettings {
                    email: Some("ask@library.example".parse().unwrap()),
                    messages: true,
                    ..QueueSettings::default()
                },
                seen: None,
            };
            directory.ask(&signed_in(1), set, NOW).unwrap();
            let admit = AdmitMessage {
                snippet: queue.parse().unwrap(),
                sealed: true,
            };
            directory.ask(&nobody(), admit, NOW).map(|it| it.queue)
        };
        assert!(leave("reference").is_ok());
        assert_eq!(leave("circulation"), Err(Refused::NoMessages.into()));
    }

    #[test]
    fn nobody_leaves_messages_without_end() {
        let directory = taking(Some("desk@library.example"));
        let taken = (0..100).take_while(|_| admit(&directory, "reference", NOW).is_ok());
        assert_eq!(taken.count(), 20);
        let later = NOW.plus(10 * 60_000);
        assert!(admit(&directory, "reference", later).is_ok());
    }

    #[test]
    fn whoever_does_anything_at_a_queue_reads_its_messages() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk2", 2);
        let find = |byte| {
            let found = directory.ask(&signed_in(byte), FindMessageQueues, NOW);
            found.unwrap().queues
        };
        assert_eq!(find(1), None);
        assert_eq!(
            find(2),
            Some(BTreeSet::from(["reference".parse().unwrap()]))
        );
    }
}
