//! Which keys there are, and what they do.

use std::cmp::Ordering;

use hushdesk_texts::console as words;

use super::acts::Act;
use super::listening::Press;
use crate::desk::Direction;

/// Keys, and what they do.
pub(crate) struct Shortcut {
    /// As they are written on the keyboard.
    pub(crate) keys: &'static [&'static str],
    /// What they do.
    pub(crate) what: fn() -> &'static str,
    /// By what they are known when they are pressed; what keys do in a field the field knows.
    pub(super) press: Option<Press>,
    /// What they ask for.
    pub(crate) act: Option<Act>,
    /// Whether the palette offers it, too.
    pub(crate) offered: bool,
}

impl Shortcut {
    const fn new(
        keys: &'static [&'static str],
        press: Press,
        act: Act,
        what: fn() -> &'static str,
    ) -> Self {
        Self {
            keys,
            what,
            press: Some(press),
            act: Some(act),
            offered: false,
        }
    }

    const fn offered(self) -> Self {
        Self {
            offered: true,
            ..self
        }
    }

    /// What keys do in a field, said only.
    const fn told(keys: &'static [&'static str], what: fn() -> &'static str) -> Self {
        Self {
            keys,
            what,
            press: None,
            act: None,
            offered: false,
        }
    }
}

use words::shortcuts;

/// All of them.
pub(crate) const TABLE: [Shortcut; 20] = [
    Shortcut::new(
        &["Ctrl", "K"],
        Press::Ctrl("KeyK"),
        Act::Find,
        shortcuts::find,
    ),
    Shortcut::new(
        &["Alt", "N"],
        Press::Alt("KeyN"),
        Act::Claim,
        shortcuts::claim,
    )
    .offered(),
    Shortcut::new(
        &["Alt", "1–9"],
        Press::AltDigit,
        Act::Mine(0),
        shortcuts::mine,
    ),
    Shortcut::new(
        &["Alt", "↓"],
        Press::Alt("ArrowDown"),
        Act::Chat(Ordering::Greater),
        shortcuts::chat_after,
    ),
    Shortcut::new(
        &["Alt", "↑"],
        Press::Alt("ArrowUp"),
        Act::Chat(Ordering::Less),
        shortcuts::chat_before,
    ),
    Shortcut::new(
        &["Alt", "B"],
        Press::Alt("KeyB"),
        Act::Beside,
        shortcuts::beside,
    ),
    Shortcut::new(
        &["Alt", "T"],
        Press::Alt("KeyT"),
        Act::PassOn,
        shortcuts::pass_on,
    ),
    Shortcut::new(&["Alt", "E"], Press::Alt("KeyE"), Act::End, shortcuts::end),
    Shortcut::new(
        &["Alt", "I"],
        Press::Alt("KeyI"),
        Act::About,
        shortcuts::about,
    ),
    Shortcut::new(
        &["Alt", "C"],
        Press::Alt("KeyC"),
        Act::Colleagues,
        words::backroom::shortcut,
    )
    .offered(),
    Shortcut::new(
        &["Alt", "A"],
        Press::Alt("KeyA"),
        Act::Available,
        shortcuts::available,
    )
    .offered(),
    Shortcut::new(
        &["F6"],
        Press::Plain("F6"),
        Act::Region(Direction::Onward),
        shortcuts::region_after,
    ),
    Shortcut::new(
        &["Shift", "F6"],
        Press::Shift("F6"),
        Act::Region(Direction::Back),
        shortcuts::region_before,
    ),
    Shortcut::told(&["Enter"], shortcuts::send),
    Shortcut::told(&["Shift", "Enter"], shortcuts::line),
    Shortcut::told(&["/"], shortcuts::canned),
    Shortcut::told(&["Delete"], shortcuts::not_for_me),
    Shortcut::told(&["Esc"], shortcuts::close),
    Shortcut::new(&["?"], Press::Character("?"), Act::Help, shortcuts::help).offered(),
    Shortcut::new(&["F1"], Press::Plain("F1"), Act::Help, shortcuts::help),
];
