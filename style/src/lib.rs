//! What a library may change of the widget's look by a style sheet of its own. The sheet comes in as an administrator wrote it;
//! out comes one that can be put beside the widget's own, or the first line that is not let through, and why.
//!
//! Nothing of what was written is passed on as it stands. It is read by names and properties that are listed here, and written
//! anew from what was read: so whatever is not in the lists - addresses, scripts, animations, positions - cannot be in what
//! comes out. No name leads to the lock, to what is said of keys and of who reads along, or to a question of consent, and no
//! property moves, covers or hides anything.
//!
//! Not its business: whether what was chosen can be read well. Where colours are chosen by a field, the console says so.

mod fault;
mod names;
mod properties;
mod reading;

pub use fault::{Fault, Refused};
pub use names::NAMES;
pub use properties::properties;
pub use reading::compile;

use hushdesk_protocol::ids::PictureId;

/// Where pictures are served.
pub const PICTURES: &str = "/pictures/";

/// All that a skin adds to the widget's style sheet: what the library wrote, and its picture in the place of initials. What
/// was written has been checked; if it is not let through by now, it is left out.
pub fn sheet(written: &str, picture: Option<&PictureId>) -> Option<String> {
    let mut sheet = compile(written).unwrap_or_default();
    if let Some(picture) = picture {
        let id = picture.as_str();
        sheet.push_str(&format!(
            "#widget .bar>.avatar{{background:center/cover url(\"{PICTURES}{id}\");color:transparent}}\n"
        ));
    }
    (!sheet.is_empty()).then_some(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_comes_after_what_was_written_and_neither_is_nothing() {
        let picture = PictureId::from_bytes([0xab; 32]);
        let only = sheet("", Some(&picture)).unwrap();
        assert!(only.contains("url(\"/pictures/abab"), "{only}");
        let both = sheet(".send { color: red }", Some(&picture)).unwrap();
        assert_eq!(both, format!("#widget .foot .send{{color:red}}\n{only}"));
        assert_eq!(sheet("", None), None);
        assert_eq!(sheet(".lock { color: red }", None), None);
    }
}
