//! The queues of the organisation, those of others among them.

use hushdesk_protocol::rest::{GetQueues, QueueListing};
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// All queues, asked for once it is `wanted`; none before, and none if nobody answers.
#[hook]
pub(super) fn use_listing(wanted: bool) -> Vec<QueueListing> {
    let listed = use_state(Vec::<QueueListing>::new);
    let setter = listed.setter();
    use_effect_with(wanted, move |wanted| {
        if *wanted {
            spawn_local(async move {
                setter.set(
                    api::all(|after| GetQueues { after })
                        .await
                        .unwrap_or_default(),
                )
            });
        }
    });
    (*listed).clone()
}
