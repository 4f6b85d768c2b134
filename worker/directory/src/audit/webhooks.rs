//! What administrators do with webhooks. They are not here; that they have done it is.

use std::collections::BTreeSet;

use hushdesk_edge::Database;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::WebhookEvent;
use serde::{Deserialize, Serialize};

use super::Act;
use crate::caller::Administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;

/// Notes that an administrator does something with a webhook.
#[derive(Serialize, Deserialize)]
pub struct NoteWebhook {
    /// The host on which it is told: the rest of the address may be what lets somebody post there.
    pub host: String,
    /// What they do.
    pub act: WebhookAct,
}

/// What is done with a webhook.
#[derive(Serialize, Deserialize)]
pub enum WebhookAct {
    /// It is made. That sends something out of the house, so whoever does it shows their password first.
    Make {
        /// Of what it is told.
        events: BTreeSet<WebhookEvent>,
        /// Of which queues; of all, if there are none.
        queues: BTreeSet<QueueName>,
    },
    /// It is told nothing for now.
    Pause,
    /// It is told again.
    Resume,
    /// It is deleted.
    Delete,
}

/// Of what one is told, for the log.
#[derive(Serialize)]
struct Told<'a> {
    events: &'a BTreeSet<WebhookEvent>,
    queues: &'a BTreeSet<QueueName>,
}

impl Question for NoteWebhook {
    const PATH: &'static str = "/note-webhook";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let host = self.host.as_str();
        let act = match &self.act {
            WebhookAct::Make { events, queues } => {
                asked.by.must_have_proved(asked.database, asked.now)?;
                Act::made("make_webhook", host, &Told { events, queues })?
            }
            WebhookAct::Pause => Act::done("pause_webhook", host),
            WebhookAct::Resume => Act::done("resume_webhook", host),
            WebhookAct::Delete => Act::done("delete_webhook", host),
        };
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refused::Refused;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn what_is_done_with_webhooks_is_noted_of_administrators_and_nobody_else_does_anything() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let note = |byte, act| {
            let host = "hooks.library.example".to_owned();
            directory.ask(&signed_in(byte), NoteWebhook { host, act }, NOW)
        };
        let make = || WebhookAct::Make {
            events: WebhookEvent::ALL.into(),
            queues: BTreeSet::new(),
        };
        assert_eq!(note(2, make()), Err(Refused::NotAdministrator.into()));
        assert_eq!(note(1, make()), Ok(()));
        assert_eq!(note(1, WebhookAct::Delete), Ok(()));
    }
}
