//! Asking again who is signed in, once something about it has been changed.

use yew::prelude::*;

/// What asks. It comes as a context.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Recheck(pub(crate) Callback<()>);

/// Asks the edge again who is signed in, and for what.
#[hook]
pub(crate) fn use_recheck() -> Callback<()> {
    use_context::<Recheck>().unwrap_or_default().0
}
