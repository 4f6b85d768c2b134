//! Where canned messages are kept: in this browser, sealed, apart for each account.

use std::rc::Rc;

use hushdesk_protocol::ids::OperatorName;
use hushdesk_web::storage::{Slot, Vault};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Canned;

/// How the name of the place begins.
const PREFIX: &str = "hushdesk.canned.";

/// The operator's canned messages, and what keeps them changed. None before they have been found.
#[hook]
pub(crate) fn use_canned(operator: &OperatorName) -> (Rc<Vec<Canned>>, Callback<Vec<Canned>>) {
    let all = use_state(Rc::<Vec<Canned>>::default);
    let slot = use_mut_ref(|| None::<Slot>);
    {
        let (slot, all) = (slot.clone(), all.setter());
        use_effect_with(operator.clone(), move |operator| {
            let name = format!("{PREFIX}{operator}");
            spawn_local(async move {
                let found = Slot::new(Vault::open_of_browser().await.ok(), name);
                let kept = found.find().await;
                let kept = kept.and_then(|kept| serde_json::from_slice::<Vec<Canned>>(&kept).ok());
                slot.replace(Some(found));
                all.set(Rc::new(kept.unwrap_or_default()));
            });
        });
    }
    let setter = all.setter();
    let onchange = Callback::from(move |mut changed: Vec<Canned>| {
        changed.sort_by(|one, other| one.name.cmp(&other.name));
        if let (Ok(json), Some(slot)) = (serde_json::to_vec(&changed), slot.borrow().clone()) {
            spawn_local(async move {
                // What the browser does not keep is there as long as the page.
                let _kept = slot.keep(&json).await;
            });
        }
        setter.set(Rc::new(changed));
    });
    ((*all).clone(), onchange)
}
