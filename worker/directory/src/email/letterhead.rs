//! What stands on a letter about a chat.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{OperatorName, QueueName, SkinName};
use hushdesk_protocol::rest::{Answers, Look};
use hushdesk_protocol::text::Title;
use serde::{Deserialize, Serialize};

use super::{Sender, sender};
use crate::caller::SignedIn;
use crate::question::{Answered, Asked, Question};
use crate::queues::{self, settings};
use crate::refused::{DirectoryError, Refused};

/// What stands on a letter about a chat of this queue, whose guest saw this skin.
#[derive(Serialize, Deserialize)]
pub struct FindLetterhead {
    /// The queue.
    pub queue: QueueName,
    /// The skin.
    pub skin: SkinName,
}

/// What stands on a letter about a chat.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Who it comes from.
    pub sender: Sender,
    /// Where answers go, if not there.
    pub reply_to: Option<EmailAddress>,
    /// What the queue is called.
    pub desk: String,
    /// By what name the desk answers its guests, if operators do not by their own.
    pub answers: Option<Title>,
}

impl Question for FindLetterhead {
    const PATH: &'static str = "/find-letterhead";
    type By = SignedIn;
    /// Who asks for it, and what stands on it.
    type Answer = (OperatorName, Letterhead);

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, SignedIn>,
    ) -> Result<Answered<Self::Answer>, DirectoryError> {
        let letterhead = letterhead(asked.database, &self.queue, &self.skin)?;
        Ok(Answered::with((asked.by.operator().clone(), letterhead)))
    }
}

/// What stands on a letter about a chat of this queue, whose guest saw this skin.
pub(super) fn letterhead(
    database: &impl Database,
    queue: &QueueName,
    skin: &SkinName,
) -> Result<Letterhead, DirectoryError> {
    let title = queues::title(database, queue)?.ok_or(Refused::NoQueue)?;
    let desk = title.as_str().to_owned();
    Ok(Letterhead {
        sender: sender(database)?,
        reply_to: settings::find(database, queue)?.settings.email,
        answers: answers(database, skin, &desk)?,
        desk,
    })
}

/// By what name the desk answers, if it does. Of a skin that is gone nobody knows: then the queue's stands for those who may not have
/// been named.
fn answers(
    database: &impl Database,
    skin: &SkinName,
    desk: &str,
) -> Result<Option<Title>, DatabaseError> {
    let rows = database.query(
        "SELECT look FROM skins WHERE name = ?",
        vec![skin.as_str().into()],
    )?;
    let Some(mut row) = rows.into_iter().next() else {
        return Ok(desk.parse().ok());
    };
    let look: Look = serde_json::from_str(&row.text("skins.look")?)
        .map_err(|_| DatabaseError::Column("skins.look"))?;
    Ok(match look.answers {
        Answers::Operator => None,
        Answers::Desk(name) => Some(name),
    })
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::QueueSettings;

    use super::*;
    use crate::SetQueue;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn a_letter_says_who_writes_and_where_answers_go() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let settings = QueueSettings {
            email: Some("ask@library.example".parse().unwrap()),
            ..QueueSettings::default()
        };
        let set = SetQueue {
            queue: "reference".parse().unwrap(),
            settings,
            seen: None,
        };
        directory.ask(&signed_in(1), set, NOW).unwrap();
        let find = |queue: &str, skin: &str| {
            let find = FindLetterhead {
                queue: queue.parse().unwrap(),
                skin: skin.parse().unwrap(),
            };
            directory.ask(&signed_in(1), find, NOW)
        };
        let letterhead = Letterhead {
            sender: Sender {
                organisation: "The library".to_owned(),
                address: None,
            },
            reply_to: Some("ask@library.example".parse().unwrap()),
            desk: "Ask a librarian".to_owned(),
            answers: None,
        };
        let by = || "admin".parse::<OperatorName>().unwrap();
        assert_eq!(find("reference", "open"), Ok((by(), letterhead.clone())));
        let unnamed = Letterhead {
            answers: Some("Ask a librarian".parse().unwrap()),
            ..letterhead
        };
        assert_eq!(find("reference", "gone"), Ok((by(), unnamed)));
        assert_eq!(find("nothing", "open"), Err(Refused::NoQueue.into()));
    }

    #[test]
    fn where_the_desk_answers_its_name_is_told() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        let look = Look {
            answers: Answers::Desk("The desk".parse().unwrap()),
            ..Look::default()
        };
        let look = serde_json::to_string(&look).unwrap();
        let write = "UPDATE skins SET look = ?";
        let written = directory.database.query(write, vec![look.as_str().into()]);
        written.unwrap();
        let find = FindLetterhead {
            queue: "circulation".parse().unwrap(),
            skin: "sealed".parse().unwrap(),
        };
        let (_, found) = directory.ask(&signed_in(1), find, NOW).unwrap();
        assert_eq!(found.answers.unwrap().as_str(), "The desk");
    }
}
