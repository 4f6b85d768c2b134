//! How something is changed that two people may change at once: by whoever has seen it as it is, and only if it becomes another.

use serde::Serialize;

use crate::audit::Act;
use crate::question::Answered;
use crate::refused::DirectoryError;
use crate::version;

/// What is to be changed.
pub(crate) struct Change<'a> {
    /// What the act is called in the audit log.
    pub(crate) act: &'static str,
    /// What is changed, by its name.
    pub(crate) subject: &'a str,
    /// The version that was seen; none, to change it whatever it is.
    pub(crate) seen: Option<u64>,
}

impl Change<'_> {
    /// Changes it. `known` gives how it is, `write` writes how it is from now on and is told how it was. The answer is the
    /// number by which the new state is known.
    ///
    /// # Errors
    ///
    /// It is not as it was seen, or what `known` and `write` fail with.
    pub(crate) fn make<T: Serialize>(
        self,
        known: impl Fn() -> Result<T, DirectoryError>,
        write: impl FnOnce(&T) -> Result<(), DirectoryError>,
    ) -> Result<Answered<u64>, DirectoryError> {
        let before = known()?;
        version::must_be(self.seen, &before)?;
        write(&before)?;
        let after = known()?;
        let act = Act::changed(self.act, self.subject, &before, &after)?;
        Ok(Answered::after(version::of(&after)?, act))
    }
}
