//! For what a note is: it opens for nothing else.

/// For what a note is. Whoever carries it cannot put it elsewhere unnoticed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Purpose(Vec<u8>);

impl Purpose {
    /// A message to a queue of this name.
    pub fn of_queue(name: &str) -> Self {
        Self([b"Hushdesk sealed note 1\0queue\0", name.as_bytes()].concat())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
