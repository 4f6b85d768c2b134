//! What lies over the page.

/// What lies over the page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Overlay {
    /// By what the operator is called.
    Alerts,
    /// The palette: finding something, or doing it by its name.
    Find,
    /// What the keys do.
    Help,
    /// The operator's status and queues.
    Status,
}
