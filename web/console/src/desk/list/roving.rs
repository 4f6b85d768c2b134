//! The keys in a list that is one stop of the Tab key: arrows go from row to row, Home and End to the first and the last.
//! Right enters the buttons of a row, left leaves them (mirrored where the page is).

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::document::{document, focused};

/// What marks a row, and what in a row can be entered.
const ROW: &str = "[data-row]";
const BUTTON: &str = "button:not([data-row])";

/// What a key does among rows, or among the buttons of one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    /// To the row with this number.
    Row(usize),
    /// To the button of this number in the same row.
    Button(usize),
    /// Out of the buttons, to their row.
    Out,
}

/// Where one is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Place {
    /// In which row, of how many.
    row: usize,
    rows: usize,
    /// At which of its buttons, if at one, and how many it has.
    button: Option<usize>,
    buttons: usize,
    /// Whether what comes later stands further left.
    mirrored: bool,
}

fn step(key: &str, at: Place) -> Option<Step> {
    let last = at.rows.checked_sub(1)?;
    let row = |row: usize| (row != at.row || at.button.is_some()).then_some(Step::Row(row));
    let inward = if at.mirrored {
        "ArrowLeft"
    } else {
        "ArrowRight"
    };
    let outward = if at.mirrored {
        "ArrowRight"
    } else {
        "ArrowLeft"
    };
    match key {
        "ArrowDown" => row(at.row.saturating_add(1).min(last)),
        "ArrowUp" => row(at.row.saturating_sub(1)),
        "Home" => row(0),
        "End" => row(last),
        key if key == inward => {
            let next = at.button.map_or(0, |button| button.saturating_add(1));
            (next < at.buttons).then_some(Step::Button(next))
        }
        key if key == outward => Some(match at.button? {
            0 => Step::Out,
            button => Step::Button(button.saturating_sub(1)),
        }),
        _ => None,
    }
}

/// Does what a key asks for in the list in which it was pressed; whether it asks for anything.
pub(super) fn on_key(event: &KeyboardEvent) -> bool {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return false;
    }
    let list = event
        .current_target()
        .and_then(|it| it.dyn_into::<Element>().ok());
    let Some((list, focused)) = list.zip(focused()) else {
        return false;
    };
    let rows = all(&list, ROW);
    let Some(row) = rows.iter().position(|row| row.contains(Some(&focused))) else {
        return false;
    };
    let buttons = rows
        .get(row)
        .map(|row| all(row, BUTTON))
        .unwrap_or_default();
    let is_focused = |it: &HtmlElement| it.is_same_node(Some(&focused));
    let at = Place {
        row,
        rows: rows.len(),
        button: buttons.iter().position(is_focused),
        buttons: buttons.len(),
        mirrored: is_mirrored(),
    };
    let Some(step) = step(&event.key(), at) else {
        return false;
    };
    event.prevent_default();
    let to = match step {
        Step::Row(row) => rows.get(row),
        Step::Button(button) => buttons.get(button),
        Step::Out => rows.get(row),
    };
    if let Some(to) = to {
        let _given = to.focus();
    }
    true
}

fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else {
        return vec![];
    };
    let found = (0..found.length()).filter_map(|place| found.item(place));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

fn is_mirrored() -> bool {
    let root = document().and_then(|document| document.document_element());
    root.is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"))
}

/// Which row of a list is the one that Tab comes to: the one in which one was last, as long as it is there; else the
/// first.
#[hook]
pub(super) fn use_roving(rows: &[String]) -> (String, Callback<String>) {
    let last = use_state_eq(String::new);
    let stop = if rows.contains(&*last) {
        (*last).clone()
    } else {
        rows.first().cloned().unwrap_or_default()
    };
    let setter = last.setter();
    (stop, Callback::from(move |row| setter.set(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW_2: Place = Place {
        row: 1,
        rows: 3,
        button: None,
        buttons: 2,
        mirrored: false,
    };

    #[test]
    fn arrows_go_from_row_to_row_and_stay_at_the_ends() {
        assert_eq!(step("ArrowDown", ROW_2), Some(Step::Row(2)));
        assert_eq!(step("ArrowUp", ROW_2), Some(Step::Row(0)));
        assert_eq!(step("End", ROW_2), Some(Step::Row(2)));
        assert_eq!(step("Home", ROW_2), Some(Step::Row(0)));
        let last = Place { row: 2, ..ROW_2 };
        assert_eq!(step("ArrowDown", last), None);
        let first = Place { row: 0, ..ROW_2 };
        assert_eq!(step("ArrowUp", first), None);
    }

    #[test]
    fn the_buttons_of_a_row_are_entered_and_left_sideways() {
        assert_eq!(step("ArrowRight", ROW_2), Some(Step::Button(0)));
        assert_eq!(step("ArrowLeft", ROW_2), None);
        let at = |button| Place {
            button: Some(button),
            ..ROW_2
        };
        assert_eq!(step("ArrowRight", at(0)), Some(Step::Button(1)));
        assert_eq!(step("ArrowRight", at(1)), None);
        assert_eq!(step("ArrowLeft", at(1)), Some(Step::Button(0)));
        assert_eq!(step("ArrowLeft", at(0)), Some(Step::Out));
        assert_eq!(step("ArrowDown", at(0)), Some(Step::Row(2)));
    }

    #[test]
    fn where_the_page_is_mirrored_the_buttons_are_entered_by_the_other_arrow() {
        let mirrored = Place {
            mirrored: true,
            ..ROW_2
        };
        assert_eq!(step("ArrowLeft", mirrored), Some(Step::Button(0)));
        assert_eq!(step("ArrowRight", mirrored), None);
    }

    #[test]
    fn other_keys_and_lists_without_rows_do_nothing() {
        assert_eq!(step("a", ROW_2), None);
        let empty = Place {
            row: 0,
            rows: 0,
            ..ROW_2
        };
        assert_eq!(step("ArrowDown", empty), None);
    }
}
