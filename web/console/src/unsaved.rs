//! What was changed and is not saved. Whoever goes to another page finds it again when they come back; before the window is
//! closed the browser asks.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use hushdesk_protocol::ids::OperatorName;
use hushdesk_web::listener::Listener;
use yew::prelude::*;

/// What something is of, and its name.
type Place = (TypeId, String);

thread_local! {
    /// What was left at pages that are not shown.
    static LEFT: RefCell<BTreeMap<Place, Box<dyn Any>>> = const { RefCell::new(BTreeMap::new()) };

    /// Whose all of it is; nobody's, before somebody signs in and once they have signed out.
    static OWNER: RefCell<Option<OperatorName>> = const { RefCell::new(None) };

    /// How many things that are shown are not saved.
    static SHOWN: Cell<u32> = const { Cell::new(0) };
}

/// From now on it is theirs who are signed in. What somebody else has left is gone.
pub(crate) fn belongs_to(owner: Option<&OperatorName>) {
    if OWNER.with_borrow(|is| is.as_ref() != owner) {
        LEFT.take();
        OWNER.set(owner.cloned());
    }
}

/// Keeps what was left at the page of this name, for whoever is signed in.
pub(crate) fn keep<T: 'static>(name: String, what: T) {
    if OWNER.with_borrow(Option::is_none) {
        return;
    }
    LEFT.with_borrow_mut(|left| left.insert((TypeId::of::<T>(), name), Box::new(what)));
}

/// What was left at the page of this name, if anything was. It is not kept any more.
pub(crate) fn take<T: 'static>(name: String) -> Option<T> {
    let left = LEFT.with_borrow_mut(|left| left.remove(&(TypeId::of::<T>(), name)));
    left?.downcast().ok().map(|what| *what)
}

/// While something that is shown is not saved.
#[hook]
pub(crate) fn use_unsaved(is_unsaved: bool) {
    use_effect_with(is_unsaved, move |is_unsaved| {
        let count = u32::from(*is_unsaved);
        SHOWN.set(SHOWN.get().saturating_add(count));
        move || SHOWN.set(SHOWN.get().saturating_sub(count))
    });
}

/// Has the browser ask before the window is closed while anything is not saved.
#[hook]
pub(crate) fn use_asked_before_closing() {
    use_effect_with((), |()| {
        let listener = web_sys::window().map(|window| {
            Listener::new(&window, "beforeunload", |event| {
                if SHOWN.get() > 0 || LEFT.with_borrow(|left| !left.is_empty()) {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belongs_to_desk(number: u8) {
        belongs_to(Some(&format!("desk{number}").parse().unwrap()));
    }

    #[test]
    fn what_was_left_at_a_page_is_found_there_once_and_nowhere_else() {
        belongs_to_desk(1);
        keep("reference".to_owned(), "a draft");
        keep("reference".to_owned(), 7_u8);
        assert_eq!(take::<&str>("loans".to_owned()), None);
        assert_eq!(take::<&str>("reference".to_owned()), Some("a draft"));
        assert_eq!(take::<&str>("reference".to_owned()), None);
    }

    #[test]
    fn whoever_signs_in_next_finds_nothing_of_it_though_it_is_left_while_they_do() {
        belongs_to_desk(1);
        keep("reference".to_owned(), "a draft");
        belongs_to(None);
        keep("reference".to_owned(), "a draft");
        belongs_to_desk(2);
        assert_eq!(take::<&str>("reference".to_owned()), None);
        keep("reference".to_owned(), "a draft");
        belongs_to_desk(2);
        assert_eq!(take::<&str>("reference".to_owned()), Some("a draft"));
    }
}
