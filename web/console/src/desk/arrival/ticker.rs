//! A clock that goes on while the window is in the background, where browsers slow a page's own timers down to one a minute
//! or stop them: it runs in a Worker, and its ticks are messages.

use hushdesk_web::listener::Listener;
use web_sys::Worker;
use yew::prelude::*;

/// The script of the Worker.
const SCRIPT: &str = "/console/ticker.js";

/// Another number at each tick, which is also said. Where a browser has no Workers, or stops them too, there are none.
#[hook]
pub(crate) fn use_ticks(ontick: &Callback<()>) -> u32 {
    let ticks = use_state(|| 0_u32);
    let (setter, ontick) = (ticks.setter(), ontick.clone());
    use_effect_with((), move |()| {
        let running = Worker::new(SCRIPT).ok().map(|worker| {
            let count = std::cell::Cell::new(0_u32);
            let listener = Listener::new(&worker, "message", move |_| {
                count.set(count.get().wrapping_add(1));
                setter.set(count.get());
                ontick.emit(());
            });
            (worker, listener)
        });
        move || {
            if let Some((worker, listener)) = running {
                worker.terminate();
                drop(listener);
            }
        }
    });
    *ticks
}
