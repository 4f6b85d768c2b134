//! The focus never falls to the page as a whole: where what had it goes, or cannot be used any more, its region takes it.

use hushdesk_web::listener::Listener;
use web_sys::Element;
use yew::prelude::*;

use super::regions::{self, Region};
use crate::document::{document, focused};

/// What had the focus last, and the last region in which something had it.
#[derive(Default)]
struct Last {
    element: Option<Element>,
    region: Option<Region>,
}

/// Looks after every change of the page.
#[hook]
pub(super) fn use_focus_stays() {
    let last = use_mut_ref(Last::default);
    {
        let last = last.clone();
        use_effect_with((), move |()| {
            let listener = document().map(|document| {
                Listener::new(&document, "focusin", move |_| {
                    let mut last = last.borrow_mut();
                    last.element = focused();
                    last.region = regions::here().or(last.region);
                })
            });
            move || drop(listener)
        });
    }
    use_effect(move || {
        let last = last.borrow();
        if let (None, Some(region)) = (focused(), last.region)
            && last.element.as_ref().is_some_and(is_lost)
        {
            region.focus();
        }
    });
}

/// Whoever presses on an empty place takes the focus away and means it; what had it is still there then.
fn is_lost(element: &Element) -> bool {
    !element.is_connected() || element.matches(":disabled").unwrap_or(false)
}
