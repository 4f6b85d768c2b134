//! Hearing the keys.

use hushdesk_web::listener::Listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::acts::Act;
use super::table::TABLE;
use crate::document::{document, focused};

/// By what keys are known. A letter's key is known by its place: with Alt some systems write another letter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Press {
    /// A key by itself.
    Plain(&'static str),
    /// With Shift.
    Shift(&'static str),
    /// With Alt.
    Alt(&'static str),
    /// With Alt, a digit but 0.
    AltDigit,
    /// With Ctrl, or Command.
    Ctrl(&'static str),
    /// The character that it writes, where nobody writes.
    Character(&'static str),
}

/// What was pressed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
struct Pressed {
    /// The character or key.
    key: String,
    /// The key's place on the keyboard.
    code: String,
    ctrl: bool,
    alt: bool,
    shift: bool,
    /// In a field where one writes.
    writing: bool,
}

impl Pressed {
    fn of(event: &KeyboardEvent) -> Self {
        Self {
            key: event.key(),
            code: event.code(),
            ctrl: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
            writing: focused().is_some_and(|element| is_field(&element)),
        }
    }

    /// What it asks for.
    fn act(&self) -> Option<Act> {
        TABLE.iter().find_map(|row| {
            let act = row.act?;
            match row.press? {
                Press::AltDigit => self.digit().map(Act::Mine),
                press @ (Press::Plain(_)
                | Press::Shift(_)
                | Press::Alt(_)
                | Press::Ctrl(_)
                | Press::Character(_)) => self.is(press).then_some(act),
            }
        })
    }

    fn is(&self, press: Press) -> bool {
        let held = (self.ctrl, self.alt, self.shift);
        match press {
            Press::Plain(code) => self.code == code && held == (false, false, false),
            Press::Shift(code) => self.code == code && held == (false, false, true),
            Press::Alt(code) => self.code == code && held == (false, true, false),
            Press::Ctrl(code) => self.code == code && held == (true, false, false),
            Press::Character(key) => self.key == key && !self.ctrl && !self.alt && !self.writing,
            Press::AltDigit => self.digit().is_some(),
        }
    }

    /// The place a digit with Alt stands for, counted from none.
    fn digit(&self) -> Option<usize> {
        let digit: usize = self.code.strip_prefix("Digit")?.parse().ok()?;
        let held = (self.ctrl, self.alt, self.shift);
        digit
            .checked_sub(1)
            .filter(|_| held == (false, true, false))
    }
}

fn is_field(element: &Element) -> bool {
    element
        .matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]")
        .unwrap_or(false)
}

/// Listens while they are on. An open dialog has the keys to itself.
#[hook]
pub(crate) fn use_shortcuts(on: bool, onact: Callback<Act>) {
    use_effect_with((on, onact), |(on, onact)| {
        let onact = onact.clone();
        let window = web_sys::window().filter(|_| *on);
        let listener = window.map(|window| {
            Listener::new(&window, "keydown", move |event| {
                let event: &KeyboardEvent = event.unchecked_ref();
                if let Some(act) = Pressed::of(event).act().filter(|_| !dialog_is_open()) {
                    event.prevent_default();
                    onact.emit(act);
                }
            })
        });
        move || drop(listener)
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
    use crate::desk::Direction;

    fn pressed(code: &str) -> Pressed {
        Pressed {
            key: code.to_owned(),
            code: code.to_owned(),
            ..Pressed::default()
        }
    }

    #[test]
    fn f6_goes_onward_and_with_shift_back() {
        let shift = Pressed {
            shift: true,
            ..pressed("F6")
        };
        assert_eq!(pressed("F6").act(), Some(Act::Region(Direction::Onward)));
        assert_eq!(shift.act(), Some(Act::Region(Direction::Back)));
    }

    #[test]
    fn a_digit_with_alt_opens_the_chat_at_its_place() {
        let alt = |code: &str| Pressed {
            alt: true,
            ..pressed(code)
        };
        assert_eq!(alt("Digit1").act(), Some(Act::Mine(0)));
        assert_eq!(alt("Digit9").act(), Some(Act::Mine(8)));
        assert_eq!(alt("Digit0").act(), None);
        assert_eq!(pressed("Digit1").act(), None);
    }

    #[test]
    fn keys_with_other_modifiers_are_left_to_the_browser() {
        let ctrl = Pressed {
            ctrl: true,
            ..pressed("F6")
        };
        let both = Pressed {
            ctrl: true,
            alt: true,
            ..pressed("KeyN")
        };
        assert_eq!(ctrl.act(), None);
        assert_eq!(both.act(), None, "AltGr writes letters");
        assert_eq!(pressed("ArrowUp").act(), None);
    }

    #[test]
    fn a_plain_character_never_acts_while_somebody_writes() {
        let asks = Pressed {
            key: "?".to_owned(),
            code: "Slash".to_owned(),
            shift: true,
            ..Pressed::default()
        };
        assert_eq!(asks.act(), Some(Act::Help));
        let writes = Pressed {
            writing: true,
            ..asks
        };
        assert_eq!(writes.act(), None);
    }

    #[test]
    fn no_keys_stand_for_two_things() {
        for (place, row) in TABLE.iter().enumerate() {
            for other in TABLE.iter().skip(place + 1) {
                assert!(
                    row.press.is_none() || row.press != other.press,
                    "{:?}",
                    row.keys
                );
                assert_ne!(row.keys, other.keys);
            }
        }
    }
}
