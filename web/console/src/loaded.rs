//! What a page asks the edge for when it comes, and again when something has been changed.

use std::future::Future;
use std::rc::Rc;

use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Something that was asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Loaded<T> {
    /// It has not come yet.
    Coming,
    /// It did not come.
    Failed,
    /// It is here; while it is asked for again, as it was.
    Here(Rc<T>),
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Coming => Self::Coming,
            Self::Failed => Self::Failed,
            Self::Here(it) => Self::Here(it.clone()),
        }
    }
}

/// Asks as soon as the page is there. Gives what has come, and what asks again.
#[hook]
pub(crate) fn use_loaded<T, Asking>(
    ask: impl Fn() -> Asking + Copy + 'static,
) -> (Loaded<T>, Callback<()>)
where
    T: 'static,
    Asking: Future<Output = Result<T, api::Trouble>> + 'static,
{
    let loaded = use_state(|| Loaded::Coming);
    let setter = loaded.setter();
    let again = use_callback((), move |(), ()| {
        let setter = setter.clone();
        spawn_local(async move {
            setter.set(match ask().await {
                Ok(it) => Loaded::Here(Rc::new(it)),
                Err(_) => Loaded::Failed,
            });
        });
    });
    {
        let again = again.clone();
        use_effect_with((), move |()| again.emit(()));
    }
    ((*loaded).clone(), again)
}
