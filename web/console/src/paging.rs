//! Pages of a list that is read in one direction, as they stand in an address: so one comes back to each.

use hushdesk_protocol::rest::Cursor;
use serde::{Deserialize, Serialize};

/// Where each page before this one began, and this one; commas between them. Nothing on the first page.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Pages(String);

impl Pages {
    /// Whether it is the first page.
    pub(crate) const fn is_first(&self) -> bool {
        self.0.is_empty()
    }

    /// After what this page begins.
    pub(crate) fn after(&self) -> Option<Cursor> {
        let after = self.0.rsplit(',').next()?;
        after.to_owned().try_into().ok()
    }

    /// The page before this one; none, if this is the first.
    pub(crate) fn back(&self) -> Option<Self> {
        if self.is_first() {
            return None;
        }
        let before = self.0.rsplit_once(',').map_or("", |(before, _)| before);
        Some(Self(before.to_owned()))
    }

    /// The page after this one, which begins there.
    pub(crate) fn onward(&self, next: &Cursor) -> Self {
        if self.is_first() {
            return Self(next.as_str().to_owned());
        }
        Self(format!("{},{}", self.0, next.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_onward_and_comes_back_to_each_page() {
        let cursor = Cursor::of_number;
        let first = Pages::default();
        let second = first.onward(&cursor(90));
        let third = second.onward(&cursor(40));
        assert_eq!(third.after(), Some(cursor(40)));
        assert_eq!(third.back(), Some(second.clone()));
        assert_eq!(second.back(), Some(first.clone()));
        assert_eq!((first.back(), first.after()), (None, None));
    }
}
