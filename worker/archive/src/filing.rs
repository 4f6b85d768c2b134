//! What a chat was about, as those say who have held it. It is said to the archive and not to the queue, so that it can be said
//! during a chat, at its end, and long afterwards.

use std::collections::BTreeSet;

use hushdesk_edge::{Database, DatabaseError, Value};
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::text::Category;
use serde::{Deserialize, Serialize};

use crate::history::find;
use crate::question::{Asked, Question};
use crate::refused::{ArchiveError, Refused};

/// Says what a chat was about, in the place of what was said before.
#[derive(Serialize, Deserialize)]
pub struct FileChat {
    /// Which.
    pub chat: ChatId,
    /// All of it. Whether its queue knows these has been checked.
    pub categories: BTreeSet<Category>,
}

impl Question for FileChat {
    const PATH: &'static str = "/file-chat";
    type Answer = ();

    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<(), ArchiveError> {
        let (number, row) = find(asked.database, asked.by, &self.chat)?;
        if !asked.by.may_file(&row) {
            return Err(Refused::NotHolder.into());
        }
        let categories = serde_json::to_string(&self.categories)
            .map_err(|_| DatabaseError::Column("filed.category"))?;
        asked.database.query(
            "DELETE FROM filed WHERE number = ?",
            vec![Value::Integer(number)],
        )?;
        asked.database.query(
            "INSERT INTO filed (number, category, started) SELECT ?, value, ? FROM json_each(?)",
            vec![
                Value::Integer(number),
                row.started.into(),
                Value::Text(categories),
            ],
        )?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use crate::testing::{administrator, all_chats, archive, ended, reader, told};

    fn file(
        archive: &crate::Archive<hushdesk_edge::testing::Memory>,
        by: &Reader,
        categories: &[&str],
    ) -> Result<(), ArchiveError> {
        let categories = categories.iter().map(|it| it.parse().unwrap());
        let file = FileChat {
            chat: told(1).chat.chat,
            categories: categories.collect(),
        };
        archive.ask(by, file)
    }

    fn filed(archive: &crate::Archive<hushdesk_edge::testing::Memory>) -> Vec<String> {
        let chats = all_chats(archive);
        let categories = chats.iter().flat_map(|chat| &chat.categories);
        categories.map(|it| it.as_str().to_owned()).collect()
    }

    #[test]
    fn whoever_has_held_a_chat_says_what_it_was_about_while_it_runs_and_afterwards() {
        let running = archive(&[told(1)]);
        assert_eq!(file(&running, &reader("ann", &[]), &["Hours"]), Ok(()));
        assert_eq!(filed(&running), ["Hours"]);
        let over = archive(&[told(1), ended(told(1))]);
        let by = reader("ann", &[]);
        assert_eq!(file(&over, &by, &["Maps", "Hours"]), Ok(()));
        assert_eq!(filed(&over), ["Hours", "Maps"]);
        assert_eq!(file(&over, &by, &[]), Ok(()));
        assert_eq!(filed(&over), [""; 0]);
    }

    #[test]
    fn administrators_say_it_too_and_whoever_only_reads_does_not() {
        let archive = archive(&[told(1)]);
        assert_eq!(file(&archive, &administrator(), &["Hours"]), Ok(()));
        assert_eq!(
            file(&archive, &reader("bob", &["reference"]), &["Maps"]),
            Err(Refused::NotHolder.into())
        );
        assert_eq!(
            file(&archive, &reader("bob", &[]), &["Maps"]),
            Err(Refused::NoChat.into())
        );
        assert_eq!(filed(&archive), ["Hours"]);
    }
}
