//! Where the focus is: it stays in the widget when what had it goes away, and comes to the field when the guest opens the
//! frame.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// Where a guest writes.
const FIELD: &str = ".field textarea";

/// What takes the focus when what had it is gone: the part of an open sheet that it was in; the field of a message, where one is
/// left; the log, or what stands in its place.
const REFUGES: [&str; 3] = [
    ".sheet details[open] > summary",
    ".fields textarea",
    "[role=log], .page",
];

/// Whether the person is in this page, and not in the one around it, say.
pub(crate) fn is_here() -> bool {
    document().is_some_and(|document| document.has_focus().unwrap_or(false))
}

/// What lies over everything else, and is closed by Escape; browsers that have no popovers do not know how to ask for one.
const SHEETS: [&str; 2] = ["dialog[open], [data-open]", ":popover-open"];

/// Whether a dialog or a sheet is open.
pub(crate) fn is_in_sheet() -> bool {
    let is_open = |sheet| document()?.query_selector(sheet).ok()?;
    SHEETS.into_iter().any(|sheet| is_open(sheet).is_some())
}

/// Sees to the focus within an element.
pub(crate) struct FocusKeeper {
    root: Element,
    had: Cell<bool>,
}

impl FocusKeeper {
    /// The element is this one.
    pub(crate) const fn of(root: Element) -> Self {
        Self {
            root,
            had: Cell::new(false),
        }
    }

    /// The element.
    pub(crate) const fn root(&self) -> &Element {
        &self.root
    }

    /// What is in it is about to change.
    pub(crate) fn before_change(&self) {
        self.had.set(self.had.get() || self.has_focus());
    }

    /// It has changed. If what had the focus is gone by that, the refuge has it.
    pub(crate) fn after_change(&self) {
        if self.had.replace(false) {
            self.give_first(&REFUGES);
        }
    }

    /// The person has come, and nothing here has the focus: the field takes it, or else the refuge.
    pub(crate) fn take(&self) {
        self.give(FIELD);
        self.give_first(&REFUGES);
    }

    /// The first place that can take the focus has it, unless something has it already.
    fn give_first(&self, places: &[&str]) {
        for place in places {
            self.give(place);
        }
    }

    /// Whether something in it has the focus, and not nothing.
    fn has_focus(&self) -> bool {
        let focused = document().and_then(|document| document.active_element());
        focused.is_some_and(|it| it != self.root && self.root.contains(Some(&it)))
    }

    /// What cannot take the focus leaves it where it is; so does what has it.
    fn give(&self, place: &str) {
        if self.has_focus() {
            return;
        }
        let found = self.root.query_selector(place).ok().flatten();
        if let Some(element) = found.as_ref().and_then(Element::dyn_ref::<HtmlElement>) {
            let _focused = element.focus();
        }
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
