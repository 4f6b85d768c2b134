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
        // Not held any more while the focus moves: that is heard at once, and noted.
        let region = last.borrow().region_of_what_is_lost();
        if let Some(region) = region {
            region.focus();
        }
    });
}

impl Last {
    /// The region that takes the focus, if what had it is lost and nothing else has it.
    fn region_of_what_is_lost(&self) -> Option<Region> {
        let is_lost = focused().is_none() && self.element.as_ref().is_some_and(is_lost);
        self.region.filter(|_| is_lost)
    }
}

/// Whoever presses on an empty place takes the focus away and means it; what had it is still there then.
fn is_lost(element: &Element) -> bool {
    !element.is_connected() || element.matches(":disabled").unwrap_or(false)
}
