//! What the archive can be asked.

use hushdesk_edge::Database;
use serde::{Serialize, de::DeserializeOwned};

use crate::reader::Reader;
use crate::refused::ArchiveError;

/// Something to be asked, as it travels to the archive's object.
pub trait Question: Serialize + DeserializeOwned {
    /// The address under which the object takes it.
    const PATH: &'static str;

    /// What is answered.
    type Answer: Serialize + DeserializeOwned;

    /// Answers it, of what the reader may see.
    ///
    /// # Errors
    ///
    /// There is no answer, for a reason that whoever asks is told, or because the database failed.
    fn answer<D: Database>(self, asked: Asked<'_, D>) -> Result<Self::Answer, ArchiveError>;
}

/// By whom a question is asked, and what is there to answer it from.
pub struct Asked<'a, D> {
    pub(crate) by: &'a Reader,
    pub(crate) database: &'a D,
}
