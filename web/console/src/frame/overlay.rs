//! What lies over the page.

/// What lies over the page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Overlay {
    /// What the keys do.
    Help,
    /// The operator's own key.
    Keys,
    /// The operator's status and queues.
    Status,
}
