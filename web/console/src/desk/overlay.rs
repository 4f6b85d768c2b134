//! What lies over the desk.

/// What lies over the desk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Overlay {
    /// What the keys do.
    Help,
    /// The operator's own key.
    Keys,
    /// The operator's status and queues.
    Status,
}
