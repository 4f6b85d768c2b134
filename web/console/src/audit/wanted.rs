//! Which entries are wanted. It stands in the query of the address, so that it can be gone back to and handed on.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{Cursor, Day, GetAudit, GetAuditFile, Moment};
use serde::{Deserialize, Serialize};

use crate::paging::Pages;

/// What stands in the address. What cannot be meant is passed over.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// Of whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) by: String,
    /// Of which kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) act: String,
    /// What is in the name of what it was done to.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) subject: String,
    /// From this day on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) from: String,
    /// Up to this day, the last one included.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) until: String,
    /// Which page of them.
    #[serde(skip_serializing_if = "Pages::is_first")]
    pub(super) pages: Pages,
}

impl Wanted {
    /// Whether all entries are.
    pub(super) fn is_all(&self) -> bool {
        let Self { pages, .. } = self;
        let pages = pages.clone();
        *self
            == Self {
                pages,
                ..Self::default()
            }
    }

    /// What is asked for. `midnight` says when a day begins.
    pub(super) fn question(&self, midnight: impl Fn(&Day) -> Option<Timestamp>) -> GetAudit {
        let GetAuditFile {
            by,
            act,
            subject,
            since,
            until,
        } = self.file(midnight);
        GetAudit {
            after: self.pages.after(),
            by,
            act,
            subject,
            since,
            until,
        }
    }

    /// The same as a file, from the newest entry on.
    pub(super) fn file(&self, midnight: impl Fn(&Day) -> Option<Timestamp>) -> GetAuditFile {
        let day = |text: &str| Day::try_from(text.to_owned()).ok();
        let since = day(&self.from).and_then(|day| midnight(&day));
        let until = day(&self.until).and_then(|day| midnight(&day.plus(1)));
        GetAuditFile {
            by: self.by.parse().ok(),
            act: self.act.clone().try_into().ok(),
            subject: self.subject.parse().ok(),
            since: since.map(Moment::from),
            until: until.map(Moment::from),
        }
    }

    /// The same from the newest entry on.
    pub(super) fn at_the_newest(self) -> Self {
        Self {
            pages: Pages::default(),
            ..self
        }
    }

    /// The page of newer entries; none, where these are the newest.
    pub(super) fn newer(&self) -> Option<Self> {
        let pages = self.pages.back()?;
        Some(Self {
            pages,
            ..self.clone()
        })
    }

    /// The page of older entries, which begins after this.
    pub(super) fn older(&self, next: &Cursor) -> Self {
        Self {
            pages: self.pages.onward(next),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn midnight(day: &Day) -> Option<Timestamp> {
        let days = u64::try_from(day.since_1970()).ok()?;
        Some(Timestamp(days * 86_400_000))
    }

    #[test]
    fn days_are_asked_for_from_midnight_to_midnight() {
        let wanted = Wanted {
            from: "1970-01-02".to_owned(),
            until: "1970-01-02".to_owned(),
            ..Wanted::default()
        };
        let question = wanted.question(midnight);
        assert_eq!(question.since.unwrap().timestamp(), Timestamp(86_400_000));
        assert_eq!(
            question.until.unwrap().timestamp(),
            Timestamp(2 * 86_400_000)
        );
    }

    #[test]
    fn what_cannot_be_meant_is_passed_over() {
        let wanted = Wanted {
            by: "Nobody At All".to_owned(),
            act: "?".to_owned(),
            from: "yesterday".to_owned(),
            ..Wanted::default()
        };
        let question = wanted.question(midnight);
        assert_eq!(
            (question.by, question.act, question.since),
            (None, None, None)
        );
    }

    #[test]
    fn one_goes_to_older_pages_and_comes_back_to_each() {
        let cursor = Cursor::of_number;
        let first = Wanted {
            by: "mara".to_owned(),
            ..Wanted::default()
        };
        let second = first.older(&cursor(90));
        let third = second.older(&cursor(40));
        assert_eq!(third.question(midnight).after, Some(cursor(40)));
        assert_eq!(third.newer(), Some(second.clone()));
        assert_eq!(second.newer(), Some(first.clone()));
        assert_eq!(first.newer(), None);
        assert_eq!(third.at_the_newest(), first);
        assert!(!first.is_all());
    }
}
