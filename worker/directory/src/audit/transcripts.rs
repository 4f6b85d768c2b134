//! What administrators do with what was said in chats. It is not here; that they have done it is.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::ChatId;
use serde::{Deserialize, Serialize};

use super::Act;
use crate::caller::Administrator;
use crate::question::{Answered, Asked, Question};
use crate::refused::DirectoryError;

/// Notes that an administrator deletes what was said in a chat.
#[derive(Serialize, Deserialize)]
pub struct NoteTranscriptDeleted {
    /// Which chat.
    pub chat: ChatId,
}

impl Question for NoteTranscriptDeleted {
    const PATH: &'static str = "/note-transcript-deleted";
    type By = Administrator;
    type Answer = ();

    fn answer<D: Database>(
        self,
        _: Asked<'_, D, Administrator>,
    ) -> Result<Answered<()>, DirectoryError> {
        let act = Act::done("delete_transcript", self.chat.as_str());
        Ok(Answered::done(act))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refused::Refused;
    use crate::testing::{NOW, library, sign_in, signed_in};

    #[test]
    fn that_a_transcript_is_deleted_is_noted_of_administrators_and_nobody_else_deletes_one() {
        let directory = library();
        sign_in(&directory, "admin", 1);
        sign_in(&directory, "desk1", 2);
        let note = |byte| {
            let chat = ChatId::from_bytes([7; 16]);
            directory.ask(&signed_in(byte), NoteTranscriptDeleted { chat }, NOW)
        };
        assert_eq!(note(2), Err(Refused::NotAdministrator.into()));
        assert_eq!(note(1), Ok(()));
    }
}
