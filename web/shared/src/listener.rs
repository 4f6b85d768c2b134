//! A closure that listens to something of the page for as long as it is kept.

use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{Event, EventTarget, PageTransitionEvent};

/// It listens until it is dropped.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Hears the events of this name.
    pub fn new(target: &EventTarget, name: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(act);
        // Adding a listener fails for no event target of a page.
        let _added =
            target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            name,
            closure,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let listener = self.closure.as_ref().unchecked_ref();
        let _removed = self
            .target
            .remove_event_listener_with_callback(self.name, listener);
    }
}

/// Hears that the page is shown again as it was left: the browser had kept it, and others may have gone on meanwhile.
pub fn on_return(act: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "pageshow", move |event| {
        let event: &PageTransitionEvent = event.unchecked_ref();
        if event.persisted() {
            act();
        }
    }))
}
