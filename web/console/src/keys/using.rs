//! Having this window use another key: it is loaded anew with it, and its chats go on.

use std::cell::Cell;
use std::rc::Rc;

use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::ring;
use crate::components::Confirm;
use crate::desk::Workplace;
use crate::document::reload;

/// What is to be used from now on.
#[derive(Clone, PartialEq)]
pub(super) enum Use {
    /// This key, in PEM.
    Key(Zeroizing<String>),
    /// None of those that this browser keeps.
    None,
}

/// Uses another key: gives what asks for it, and the question that is then to be shown. With chats in hand it asks
/// before, for they get other keys.
#[hook]
pub(super) fn use_another(workplace: &Workplace) -> (Callback<Use>, Html) {
    let asked = use_state(|| None::<Use>);
    let running = workplace.state.running();
    let keeper = workplace.equipment.keeper().clone();
    let use_it = Callback::from(move |what: Use| {
        let keeper = keeper.clone();
        spawn_local(async move {
            match &what {
                Use::Key(key) => drop(ring::take(&keeper, key).await),
                Use::None => ring::put_away(&keeper),
            }
            reload();
        });
    });
    let shown = (*asked).clone().map(|what| {
        let onno = {
            let asked = asked.setter();
            Callback::from(move |()| asked.set(None))
        };
        let onyes = use_it.reform(move |()| what.clone());
        html! {
            <Confirm title={words::my_keys::use_title()} text={words::my_keys::use_text(running)}
                yes={words::my_keys::use_now()} no={words::my_keys::cancel()} {onyes} {onno} />
        }
    });
    let asked = asked.setter();
    let ask = Callback::from(move |what| {
        if running == 0 {
            use_it.emit(what);
        } else {
            asked.set(Some(what));
        }
    });
    (ask, shown.unwrap_or_default())
}

/// Whether what asks has left the page: what was given up is not done any more.
#[hook]
pub(super) fn use_closed() -> Rc<Cell<bool>> {
    let closed = use_memo((), |()| Cell::new(false));
    {
        let closed = closed.clone();
        use_effect_with((), move |()| move || closed.set(true));
    }
    closed
}
