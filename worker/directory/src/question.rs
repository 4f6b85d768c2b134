//! What the directory can be asked.

use hushdesk_edge::Database;
use hushdesk_protocol::ids::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::address::Address;
use crate::audit::Act;
use crate::caller::Caller;
use crate::rate_limit::Counts;
use crate::refused::DirectoryError;

/// Something to be asked, as it travels to the directory's object.
pub trait Question: Serialize + DeserializeOwned {
    /// The address under which the object takes it.
    const PATH: &'static str;

    /// Whether it may be asked of an organisation that nobody has set up.
    const BEFORE_FOUNDING: bool = false;

    /// Who may ask it.
    type By: Caller;

    /// What is answered.
    type Answer: Serialize + DeserializeOwned;

    /// Answers it.
    ///
    /// # Errors
    ///
    /// There is no answer, for a reason that whoever asks is told, or because the database failed.
    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Self::By>,
    ) -> Result<Answered<Self::Answer>, DirectoryError>;
}

/// How a question comes to its answer: by whom it is asked, and what is there to answer it from.
pub struct Asked<'a, D, By> {
    pub(crate) by: &'a By,
    pub(crate) address: &'a Address,
    pub(crate) database: &'a D,
    pub(crate) counts: &'a Counts,
    pub(crate) now: Timestamp,
}

/// An answer, and what was done for it.
#[derive(Debug)]
pub struct Answered<A> {
    pub(crate) answer: A,
    pub(crate) acts: Vec<Act>,
}

impl<A> Answered<A> {
    /// An answer that changes nothing an administrator would want to read of.
    pub(crate) const fn with(answer: A) -> Self {
        let acts = Vec::new();
        Self { answer, acts }
    }

    /// An answer to what was done.
    pub(crate) fn after(answer: A, acts: impl IntoIterator<Item = Act>) -> Self {
        let acts = acts.into_iter().collect();
        Self { answer, acts }
    }
}

impl Answered<()> {
    /// It is done, and stands in the audit log, if anything was done.
    pub(crate) fn done(act: impl Into<Option<Act>>) -> Self {
        Self::after((), act.into())
    }
}
