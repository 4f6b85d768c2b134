//! Which chats are wanted, to be listed or counted. It stands in the query of the address, so that it can be gone back to
//! and handed on.

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{
    ChatIds, Cursor, Day, GetHistory, GetHistoryCount, GetHistoryFile, GetStatistics,
    GetStatisticsFile, Grouping, PostBulkAct, PostTranscriptsDownload, ZoneName,
};
use serde::{Deserialize, Serialize};

use crate::paging::Pages;
use crate::periods::Days;

/// What stands in the address. What cannot be meant is passed over.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// From this day on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) from: String,
    /// Up to this day, the last one included.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) until: String,
    /// The queue that had them last.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) queue: String,
    /// Somebody who has held them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) operator: String,
    /// What the guest's label begins with.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) guest: String,
    /// What was said in them, as far as that is kept.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) words: String,
    /// What they were about.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) category: String,
    /// `sealed` or `open`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) kind: String,
    /// `yes` or `no`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) answered: String,
    /// `1` to `5`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) rating: String,
    /// Which page of the list.
    #[serde(skip_serializing_if = "Pages::is_first")]
    pub(crate) pages: Pages,
}

impl Wanted {
    /// Whether all chats are.
    pub(crate) fn is_all(&self) -> bool {
        let all = Self {
            pages: self.pages.clone(),
            ..Self::default()
        };
        *self == all
    }

    /// How many fields beside the days narrow it down.
    pub(crate) fn narrowed_by(&self) -> usize {
        let fields = [
            &self.queue,
            &self.operator,
            &self.guest,
            &self.words,
            &self.category,
            &self.kind,
            &self.answered,
            &self.rating,
        ];
        fields.into_iter().filter(|field| !field.is_empty()).count()
    }

    /// What is asked for as a list, in days of this zone.
    pub(crate) fn list(&self, zone: Option<ZoneName>) -> GetHistory {
        let file = self.list_file(zone);
        GetHistory {
            after: self.pages.after(),
            from: file.from,
            until: file.until,
            zone: file.zone,
            queue: file.queue,
            operator: file.operator,
            guest: file.guest,
            category: file.category,
            kind: file.kind,
            answered: file.answered,
            rating: file.rating,
            transcript: None,
            words: file.words,
            chats: None,
        }
    }

    /// Those with which something is to be done at once: those that were chosen by hand, or all that are wanted.
    pub(crate) fn bulk(&self, zone: Option<ZoneName>, chosen: &[ChatId]) -> GetHistoryCount {
        let ids: Vec<&str> = chosen.iter().map(ChatId::as_str).collect();
        let all = Self::default();
        let narrowed = if ids.is_empty() { self } else { &all };
        GetHistoryCount {
            chats: ChatIds::try_from(ids.join(",")).ok(),
            ..counted(narrowed.list_file(zone))
        }
    }

    /// The same as a file, from the last chat on.
    pub(crate) fn list_file(&self, zone: Option<ZoneName>) -> GetHistoryFile {
        GetHistoryFile {
            from: read(&self.from),
            until: read(&self.until),
            zone,
            queue: read(&self.queue),
            operator: read(&self.operator),
            guest: read(&self.guest),
            category: read(&self.category),
            kind: read(&self.kind),
            answered: read(&self.answered),
            rating: read(&self.rating),
            transcript: None,
            words: read(&self.words),
            chats: None,
        }
    }

    /// What is counted of them on some days.
    pub(crate) fn count(
        &self,
        days: &Days,
        zone: Option<ZoneName>,
        by: Option<Grouping>,
    ) -> GetStatistics {
        let file = self.list_file(zone);
        GetStatistics {
            from: Some(days.first.clone()),
            until: Some(days.last.clone()),
            zone: file.zone,
            queue: file.queue,
            operator: file.operator,
            guest: file.guest,
            category: file.category,
            kind: file.kind,
            answered: file.answered,
            rating: file.rating,
            by,
        }
    }

    /// The same as a file.
    pub(crate) fn count_file(
        &self,
        days: &Days,
        zone: Option<ZoneName>,
        by: Option<Grouping>,
    ) -> GetStatisticsFile {
        let count = self.count(days, zone, by);
        GetStatisticsFile {
            from: count.from,
            until: count.until,
            zone: count.zone,
            queue: count.queue,
            operator: count.operator,
            guest: count.guest,
            category: count.category,
            kind: count.kind,
            answered: count.answered,
            rating: count.rating,
            by: count.by,
        }
    }

    /// Those of some days, by whatever else they are narrowed down.
    pub(crate) fn on(&self, days: Option<&Days>) -> Self {
        let text = |day: &Day| day.as_str().to_owned();
        Self {
            from: days.map(|days| text(&days.first)).unwrap_or_default(),
            until: days.map(|days| text(&days.last)).unwrap_or_default(),
            pages: Pages::default(),
            ..self.clone()
        }
    }

    /// The same from the last chat on.
    pub(crate) fn at_the_last(self) -> Self {
        Self {
            pages: Pages::default(),
            ..self
        }
    }

    /// The page of later chats; none, where these are the last.
    pub(crate) fn later(&self) -> Option<Self> {
        let pages = self.pages.back()?;
        Some(Self {
            pages,
            ..self.clone()
        })
    }

    /// The page of earlier chats, which begins after this.
    pub(crate) fn earlier(&self, next: &Cursor) -> Self {
        Self {
            pages: self.pages.onward(next),
            ..self.clone()
        }
    }
}

/// What else is asked of the same chats.
macro_rules! same_chats {
    ($(#[doc = $says:literal] $name:ident, $of:ident -> $to:ident { $($more:ident),* };)+) => {
        $(
            #[doc = $says]
            pub(super) fn $name(asked: $of) -> $to {
                $to {
                    $($more: None,)*
                    from: asked.from,
                    until: asked.until,
                    zone: asked.zone,
                    queue: asked.queue,
                    operator: asked.operator,
                    guest: asked.guest,
                    category: asked.category,
                    kind: asked.kind,
                    answered: asked.answered,
                    rating: asked.rating,
                    transcript: asked.transcript,
                    words: asked.words,
                    chats: asked.chats,
                }
            }
        )+
    };
}

same_chats! {
    /// How many they are.
    counted, GetHistoryFile -> GetHistoryCount {};
    /// The list of them.
    list_of, GetHistoryCount -> GetHistory { after };
    /// That what was said in them is taken along.
    taken_along, GetHistoryCount -> PostTranscriptsDownload {};
    /// That something be done with them.
    begun, GetHistoryCount -> PostBulkAct {};
}

/// What stands in a field; nothing, if it cannot be meant.
fn read<T: TryFrom<String>>(field: &str) -> Option<T> {
    field.to_owned().try_into().ok()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::ChatKind;
    use hushdesk_protocol::rest::{Answered, Endpoint};

    use super::*;

    fn wanted() -> Wanted {
        Wanted {
            from: "2026-11-01".to_owned(),
            queue: "maps".to_owned(),
            kind: "sealed".to_owned(),
            answered: "no".to_owned(),
            ..Wanted::default()
        }
    }

    #[test]
    fn what_is_wanted_is_asked_for() {
        let asked = wanted().list(None);
        assert_eq!(
            asked.address(),
            "/api/v1/history?from=2026-11-01&queue=maps&kind=sealed&answered=no"
        );
        assert_eq!(
            (asked.kind, asked.answered),
            (Some(ChatKind::Sealed), Some(Answered::No))
        );
        assert_eq!((wanted().narrowed_by(), wanted().is_all()), (3, false));
    }

    #[test]
    fn something_is_done_with_all_that_are_wanted_or_with_those_that_were_chosen() {
        let all = wanted().bulk(None, &[]).address();
        assert_eq!(
            all,
            "/api/v1/history/count?from=2026-11-01&queue=maps&kind=sealed&answered=no"
        );
        let chosen = [ChatId::from_bytes([1; 16]), ChatId::from_bytes([2; 16])];
        let chosen = begun(wanted().bulk(None, &chosen));
        assert_eq!(
            (chosen.queue, chosen.chats.map(|it| it.ids().len())),
            (None, Some(2))
        );
    }

    #[test]
    fn what_cannot_be_meant_is_passed_over() {
        let odd = Wanted {
            from: "yesterday".to_owned(),
            operator: "Nobody At All".to_owned(),
            guest: "%".to_owned(),
            kind: "half open".to_owned(),
            rating: "6".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(odd.list(None).address(), "/api/v1/history");
    }

    #[test]
    fn other_days_begin_at_the_last_chat_and_keep_the_rest() {
        let second = wanted().earlier(&Cursor::of_number(7));
        let day = Day::after_1970(0);
        let that_day = second.on(Some(&Days::new(day.clone(), day)));
        assert_eq!(that_day.until, "1970-01-01");
        assert_eq!((that_day.queue.as_str(), that_day.later()), ("maps", None));
        assert_eq!(second.on(None).from, "");
        assert_eq!(second.later(), Some(wanted()));
        assert_eq!(second.at_the_last(), wanted());
    }
}
