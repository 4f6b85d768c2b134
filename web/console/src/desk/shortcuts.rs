//! The desk's keys. None of them is a plain character, which speech input and screen readers use.

use std::cmp::Ordering;

use hushdesk_texts::console as texts;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::regions::Direction;
use crate::document::document;

/// What the keys ask for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shortcut {
    /// To the next region.
    Region(Direction),
    /// To the chat before or after the open one.
    Chat(Ordering),
    /// Show what the keys do.
    Help,
}

/// The keys and what they do, for the help dialog.
pub(crate) fn all() -> [(&'static [&'static str], &'static str); 6] {
    [
        (&["F6"], texts::keyboard::key_next_region()),
        (&["Shift", "F6"], texts::keyboard::key_previous_region()),
        (&["Alt", "↓"], texts::keyboard::key_next_chat()),
        (&["Alt", "↑"], texts::keyboard::key_previous_chat()),
        (&["Enter"], texts::keyboard::key_send()),
        (&["F1"], texts::keyboard::key_help()),
    ]
}

/// The keys that are pressed together with another.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Modifiers {
    shift: bool,
    alt: bool,
    others: bool,
}

fn shortcut(key: &str, modifiers: Modifiers) -> Option<Shortcut> {
    let Modifiers { shift, alt, others } = modifiers;
    match (key, shift, alt, others) {
        ("F6", false, false, false) => Some(Shortcut::Region(Direction::Onward)),
        ("F6", true, false, false) => Some(Shortcut::Region(Direction::Back)),
        ("ArrowDown", false, true, false) => Some(Shortcut::Chat(Ordering::Greater)),
        ("ArrowUp", false, true, false) => Some(Shortcut::Chat(Ordering::Less)),
        ("F1", false, false, false) => Some(Shortcut::Help),
        _ => None,
    }
}

/// Listens to the keys as long as the desk is shown. An open dialog has the keys to itself.
#[hook]
pub(crate) fn use_shortcuts(onshortcut: Callback<Shortcut>) {
    use_effect_with(onshortcut, |onshortcut| {
        let onshortcut = onshortcut.clone();
        let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
            let modifiers = Modifiers {
                shift: event.shift_key(),
                alt: event.alt_key(),
                others: event.ctrl_key() || event.meta_key(),
            };
            if let Some(shortcut) = shortcut(&event.key(), modifiers).filter(|_| !dialog_is_open())
            {
                event.prevent_default();
                onshortcut.emit(shortcut);
            }
        });
        let window = web_sys::window();
        let function = listener.as_ref().unchecked_ref();
        if let Some(window) = &window {
            // Listening to a window does not fail.
            let _listening = window.add_event_listener_with_callback("keydown", function);
        }
        move || {
            if let Some(window) = window {
                let function = listener.as_ref().unchecked_ref();
                let _silent = window.remove_event_listener_with_callback("keydown", function);
            }
        }
    });
}

fn dialog_is_open() -> bool {
    document()
        .and_then(|document| document.query_selector("dialog[open]").ok().flatten())
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f6_goes_onward_and_with_shift_back() {
        let shift = Modifiers {
            shift: true,
            ..Modifiers::default()
        };
        assert_eq!(
            shortcut("F6", Modifiers::default()),
            Some(Shortcut::Region(Direction::Onward))
        );
        assert_eq!(
            shortcut("F6", shift),
            Some(Shortcut::Region(Direction::Back))
        );
    }

    #[test]
    fn keys_with_other_modifiers_are_left_to_the_browser() {
        let others = Modifiers {
            others: true,
            ..Modifiers::default()
        };
        assert_eq!(shortcut("F6", others), None);
        assert_eq!(shortcut("ArrowUp", Modifiers::default()), None);
    }
}
