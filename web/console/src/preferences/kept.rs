//! Where preferences are kept: in the browser's storage, under the account's name. Language and theme stand there under names
//! of their own, too, for they are wanted before anybody has signed in (`static/start.js`).

use hushdesk_protocol::ids::OperatorName;
use web_sys::Storage;

use super::{Preferences, Theme};
use crate::document::document;

/// As `static/start.js` knows it.
const LANGUAGE: &str = "language";

/// As `static/start.js` knows it.
const THEME: &str = "theme";

/// What this account likes, in this browser.
pub(super) fn read(operator: &OperatorName) -> Preferences {
    let kept = storage().and_then(|storage| storage.get_item(&name(operator)).ok().flatten());
    kept.and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default()
}

/// Keeps it. Without storage it holds until the page is left.
pub(super) fn keep(operator: &OperatorName, preferences: &Preferences) {
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(preferences)) {
        let _kept = storage.set_item(&name(operator), &json);
    }
}

/// Shows the page in these colours, from now on.
pub(super) fn show(theme: Theme) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root {
        // Only a name that is none could fail.
        let _set = match theme.name() {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
    set(THEME, theme.name());
}

/// The language that was chosen; none if it is the browser's.
pub(super) fn language() -> Option<String> {
    storage()?.get_item(LANGUAGE).ok().flatten()
}

/// The page is in this language once it is loaded again.
pub(super) fn choose_language(tag: Option<&str>) {
    set(LANGUAGE, tag);
}

fn set(name: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _kept = match value {
        Some(value) => storage.set_item(name, value),
        None => storage.remove_item(name),
    };
}

fn name(operator: &OperatorName) -> String {
    format!("hushdesk.preferences.{operator}")
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
