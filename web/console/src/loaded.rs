//! What a page asks the edge for when it comes, and again when something has been changed.

use std::future::Future;
use std::rc::Rc;

use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Button, Empty, Icon, Skeleton};

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

impl<T> Loaded<T> {
    /// What has come, if it has.
    pub(crate) fn here(&self) -> Option<&T> {
        match self {
            Self::Here(it) => Some(it),
            Self::Coming | Self::Failed => None,
        }
    }

    /// What stands in the page: so many rows to be, what has come, or that it did not, and what asks again.
    pub(crate) fn draw(
        &self,
        rows: usize,
        failed: &'static str,
        again: &Callback<()>,
        draw: impl FnOnce(&Rc<T>) -> Html,
    ) -> Html {
        match self {
            Self::Coming => html! { <Skeleton label={words::parts::loading()} {rows} /> },
            Self::Failed => html! {
                <Empty icon={Icon::Alert} title={failed} text={words::parts::chats_unaffected()} bad={true}>
                    <Button icon={Icon::Refresh} onclick={again}>{ words::parts::try_again() }</Button>
                </Empty>
            },
            Self::Here(it) => draw(it),
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
    use_loaded_of((), move |()| ask())
}

/// The same for something that changes: asks whenever another is wanted, and passes over what comes for an earlier one.
#[hook]
pub(crate) fn use_loaded_of<Wanted, T, Asking>(
    wanted: Wanted,
    ask: impl Fn(Wanted) -> Asking + Copy + 'static,
) -> (Loaded<T>, Callback<()>)
where
    Wanted: Clone + PartialEq + 'static,
    T: 'static,
    Asking: Future<Output = Result<T, api::Trouble>> + 'static,
{
    let loaded = use_state(|| Loaded::Coming);
    let latest = use_mut_ref(|| 0_u32);
    let setter = loaded.setter();
    let again = use_callback(wanted, move |(), wanted| {
        let asked = latest.borrow().wrapping_add(1);
        latest.replace(asked);
        let (setter, latest, asking) = (setter.clone(), latest.clone(), ask(wanted.clone()));
        spawn_local(async move {
            let answer = asking.await;
            if *latest.borrow() == asked {
                setter.set(match answer {
                    Ok(it) => Loaded::Here(Rc::new(it)),
                    Err(_) => Loaded::Failed,
                });
            }
        });
    });
    use_effect_with(again.clone(), |again| again.emit(()));
    ((*loaded).clone(), again)
}
