//! Which chats are asked for.

use hushdesk_edge::{Database, DatabaseError};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName, Timestamp};
use hushdesk_protocol::rest::Rating;
use hushdesk_protocol::text::Category;
use serde::{Deserialize, Serialize};

use crate::words::Words;

/// Which chats are asked for: those of which all of it is true. What is not said is of no account.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// When they began.
    pub period: Period,
    /// The queue that had them last.
    pub queue: Option<QueueName>,
    /// Somebody who has held them.
    pub operator: Option<OperatorName>,
    /// What their guest's label begins with.
    pub guest: Option<String>,
    /// What they were about.
    pub category: Option<Category>,
    /// Sealed or open.
    pub kind: Option<ChatKind>,
    /// Whether an operator claimed them.
    pub answered: Option<bool>,
    /// How they were rated.
    pub rating: Option<Rating>,
    /// Whether it is kept what was said in them.
    #[serde(default)]
    pub kept: Option<bool>,
    /// What was said in them, as far as it is kept: all of these words.
    #[serde(default)]
    pub words: Option<Words>,
    /// Those of these.
    #[serde(default)]
    pub chats: Option<Vec<ChatId>>,
}

impl Filter {
    /// The same with words as they are stored.
    pub(crate) fn hashed(mut self, database: &impl Database) -> Result<Self, DatabaseError> {
        let words = self.words.take();
        self.words = words.map(|words| words.hashed(database)).transpose()?;
        Ok(self)
    }
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}
