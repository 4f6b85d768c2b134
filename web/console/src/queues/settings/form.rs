//! The settings of a queue, as they are typed.

use std::collections::BTreeSet;

use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::limits::{RETAIN_DAYS_MAX, WAIT_SECONDS_MAX, WAIT_SECONDS_MIN};
use hushdesk_protocol::rest::{
    AddressKept, CATEGORIES_MAX, GetQueueSettings, OfferTo, PutQueueSettings, QueueSettings,
    ShiftEnd,
};
use hushdesk_protocol::text::{Category, NoticeText};
use hushdesk_web::ambient;
use hushdesk_web::api::{self, Trouble, Version, Versioned};

use super::alerts::AlertsForm;
use super::asking::QuestionsForm;
use super::hours::HoursForm;
use crate::components::{Length, Unit};
use crate::draft::Form;

/// In what a guest's wait is counted.
pub(super) const WAIT: [Unit; 2] = [Unit::Seconds, Unit::Minutes];

/// In what a shift is counted.
pub(super) const SHIFT: [Unit; 2] = [Unit::Minutes, Unit::Hours];

/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::queues) struct SettingsForm {
    pub(super) asked: Asked,
    /// How many of the least busy are asked.
    pub(super) asked_count: String,
    pub(super) concierge: Length,
    pub(super) concierge_text: String,
    pub(super) unanswered: Length,
    pub(super) grace: Length,
    pub(super) transfer: Length,
    pub(super) has_most: bool,
    /// With how many chats at once somebody takes no more.
    pub(super) most: String,
    pub(super) shift: Shift,
    pub(super) shift_length: Length,
    /// The time of day at which it ends, by this browser's clock: `17:30`.
    pub(super) shift_time: String,
    /// One a line.
    pub(super) categories: String,
    pub(super) category_required: bool,
    pub(super) retains: bool,
    /// For how many days what is said in an open chat is kept.
    pub(super) retained_days: String,
    /// Whether chats are made anonymous, and after how many days.
    pub(super) anonymises: bool,
    pub(super) anonymised_days: String,
    /// Whether chats are deleted, and after how many days.
    pub(super) deletes: bool,
    pub(super) deleted_days: String,
    pub(super) address: AddressKept,
    /// Where answers to its mails go; empty for where they come from.
    pub(super) email: String,
    /// Whether guests may leave messages, which are mailed there.
    pub(super) messages: bool,
    /// Whether guests are asked how it went.
    pub(super) rated: bool,
    /// When it is open.
    pub(super) hours: HoursForm,
    /// When somebody is told that it needs people.
    pub(super) alerts: AlertsForm,
    /// What guests are asked before a chat.
    pub(super) entry: QuestionsForm,
    /// What they are asked at its end, and whether they are asked for more.
    pub(super) survey: QuestionsForm,
    pub(super) comment: bool,
    /// Whether they may have mailed to themselves what was said.
    pub(super) mailed: bool,
    /// Minutes by which that clock is ahead of UTC.
    ahead: i32,
}

/// Who is asked about a new chat.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Asked {
    Everybody,
    LeastBusy,
}

/// When a shift ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shift {
    Never,
    After,
    Clock,
}

impl SettingsForm {
    /// These settings, read by a clock so many minutes ahead of UTC.
    pub(super) fn of(settings: &QueueSettings, ahead: i32) -> Self {
        let wait = |seconds| Length::of_seconds(seconds, WAIT);
        let (asked, asked_count) = match settings.offer {
            OfferTo::All => (Asked::Everybody, 3),
            OfferTo::LeastBusy { count } => (Asked::LeastBusy, count),
        };
        let (shift, minutes, at) = match settings.shift {
            ShiftEnd::Never => (Shift::Never, 8 * 60, None),
            ShiftEnd::After { minutes } => (Shift::After, minutes, None),
            ShiftEnd::Clock { minute } => (Shift::Clock, 8 * 60, Some(minute)),
        };
        let here = at.map_or(18 * 60, |minute| {
            let minute = i32::try_from(minute).unwrap_or_default();
            minute.saturating_add(ahead).rem_euclid(DAY)
        });
        Self {
            asked,
            asked_count: asked_count.to_string(),
            concierge: wait(settings.concierge_seconds),
            concierge_text: settings
                .concierge
                .as_ref()
                .map_or_else(String::new, |text| text.as_str().to_owned()),
            unanswered: wait(settings.unanswered_seconds),
            grace: wait(settings.grace_seconds),
            transfer: wait(settings.transfer_seconds),
            has_most: settings.busy_at.is_some(),
            most: settings.busy_at.unwrap_or(3).to_string(),
            shift,
            shift_length: Length::of_seconds(minutes.saturating_mul(60), SHIFT),
            shift_time: time(here),
            categories: settings
                .categories
                .iter()
                .map(Category::as_str)
                .collect::<Vec<_>>()
                .join("\n"),
            category_required: settings.category_required,
            retains: settings.retain.is_some(),
            retained_days: settings.retain.unwrap_or(30).to_string(),
            anonymises: settings.anonymise.is_some(),
            anonymised_days: settings.anonymise.unwrap_or(90).to_string(),
            deletes: settings.delete.is_some(),
            deleted_days: settings.delete.unwrap_or(400).to_string(),
            address: settings.address,
            email: settings
                .email
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            messages: settings.messages,
            rated: settings.rated,
            hours: HoursForm::of(settings.hours.as_deref()),
            alerts: AlertsForm::of(&settings.alerts),
            entry: QuestionsForm::of(&settings.entry),
            survey: QuestionsForm::of(&settings.survey),
            comment: settings.comment,
            mailed: settings.mailed,
            ahead,
        }
    }

    /// The settings, if all of it is right.
    pub(super) fn settings(&self) -> Option<QueueSettings> {
        Some(QueueSettings {
            offer: match self.asked {
                Asked::Everybody => OfferTo::All,
                Asked::LeastBusy => OfferTo::LeastBusy {
                    count: number(&self.asked_count)?,
                },
            },
            concierge_seconds: wait(&self.concierge)?,
            concierge: match self.concierge_text.trim() {
                "" => None,
                text => Some(text.parse::<NoticeText>().ok()?),
            },
            unanswered_seconds: wait(&self.unanswered)?,
            grace_seconds: wait(&self.grace)?,
            transfer_seconds: wait(&self.transfer)?,
            busy_at: if self.has_most {
                Some(number(&self.most)?)
            } else {
                None
            },
            shift: match self.shift {
                Shift::Never => ShiftEnd::Never,
                Shift::After => ShiftEnd::After {
                    minutes: minutes(&self.shift_length)?,
                },
                Shift::Clock => ShiftEnd::Clock {
                    minute: self.shift_minute()?,
                },
            },
            categories: self.categories()?,
            category_required: self.category_required,
            retain: days_if(self.retains, &self.retained_days)?,
            anonymise: days_if(self.anonymises, &self.anonymised_days)?,
            delete: days_if(self.deletes, &self.deleted_days)?,
            address: self.address,
            email: self.email()?,
            messages: self.messages,
            rated: self.rated,
            hours: self.hours.hours()?.map(Box::new),
            alerts: self.alerts.alerts(super::alerts::language())?,
            entry: self.entry.questions()?,
            survey: self.survey.questions()?,
            comment: self.comment,
            mailed: self.mailed,
        })
        .filter(|settings| !settings.messages || settings.email.is_some())
    }

    /// Where answers to its mails go, or that it is not said, if it can be an address.
    pub(super) fn email(&self) -> Option<Option<EmailAddress>> {
        address_in(&self.email)
    }

    /// What chats can be about, if nothing of it is too long, there twice or one too many.
    pub(super) fn categories(&self) -> Option<Vec<Category>> {
        let lines = self.categories.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        let categories: Vec<Category> =
            lines.map(|line| line.parse().ok()).collect::<Option<_>>()?;
        let different: BTreeSet<_> = categories.iter().collect();
        let is_right = different.len() == categories.len() && categories.len() <= CATEGORIES_MAX;
        is_right.then_some(categories)
    }

    /// Minutes after midnight UTC at which a shift ends.
    fn shift_minute(&self) -> Option<u32> {
        let here = minute_of(&self.shift_time)?;
        u32::try_from(here.saturating_sub(self.ahead).rem_euclid(DAY)).ok()
    }

    /// The same time of day as UTC has it.
    pub(super) fn shift_time_utc(&self) -> Option<String> {
        let minute = i32::try_from(self.shift_minute()?).ok()?;
        Some(time(minute))
    }
}

/// An address, or that there is none, if what is typed can be one.
pub(super) fn address_in(text: &str) -> Option<Option<EmailAddress>> {
    match text.trim() {
        "" => Some(None),
        address => address.parse().ok().map(Some),
    }
}

/// A number that is at least 1.
pub(super) fn number(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|count| *count > 0)
}

/// A wait that is neither too short nor too long.
pub(super) fn wait(length: &Length) -> Option<u32> {
    let is_right = |seconds: &u32| (WAIT_SECONDS_MIN..=WAIT_SECONDS_MAX).contains(seconds);
    length.seconds().filter(is_right)
}

/// Days for which something is kept, neither too few nor too many.
pub(super) fn days(text: &str) -> Option<u32> {
    number(text).filter(|days| *days <= RETAIN_DAYS_MAX)
}

/// Such days, or that none are wanted.
fn days_if(is_wanted: bool, text: &str) -> Option<Option<u32>> {
    if is_wanted {
        days(text).map(Some)
    } else {
        Some(None)
    }
}

/// A length of at least a minute.
pub(super) fn minutes(length: &Length) -> Option<u32> {
    let minutes = length.seconds()? / 60;
    (minutes > 0).then_some(minutes)
}

/// A time of day, as a field for times has it.
fn time(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Minutes after midnight of such a time.
fn minute_of(time: &str) -> Option<i32> {
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let is_time = (0..24).contains(&hours) && (0..60).contains(&minutes);
    is_time.then(|| hours.saturating_mul(60).saturating_add(minutes))
}

/// Minutes by which the browser's clock is ahead of UTC at the moment, or a day more or less.
fn ahead() -> i32 {
    let now = ambient::date(ambient::now());
    let minutes =
        |hours: u32, minutes: u32| i32::try_from(hours * 60 + minutes).unwrap_or_default();
    let here = minutes(now.get_hours(), now.get_minutes());
    here - minutes(now.get_utc_hours(), now.get_utc_minutes())
}

impl Form for SettingsForm {
    type Name = QueueName;

    async fn read(queue: QueueName) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetQueueSettings { queue }, &(), None).await?;
        Ok(Versioned {
            answer: Self::of(&read.answer, ahead()),
            version: read.version,
        })
    }

    async fn save(
        self,
        queue: QueueName,
        over: Option<Version>,
    ) -> Result<Option<Version>, Trouble> {
        let Some(settings) = self.settings() else {
            return Ok(over);
        };
        let saved = api::ask_over(&PutQueueSettings { queue }, &settings, over.as_ref()).await?;
        Ok(saved.version)
    }

    fn changes(&self, before: &Self) -> usize {
        let asked = (self.asked, &self.asked_count) != (before.asked, &before.asked_count);
        let most = (self.has_most, &self.most) != (before.has_most, &before.most);
        let shift = (self.shift, &self.shift_length, &self.shift_time)
            != (before.shift, &before.shift_length, &before.shift_time);
        [
            asked,
            self.concierge != before.concierge,
            self.concierge_text != before.concierge_text,
            self.unanswered != before.unanswered,
            self.grace != before.grace,
            self.transfer != before.transfer,
            most,
            shift,
            self.categories() != before.categories(),
            self.category_required != before.category_required,
            (self.retains, &self.retained_days) != (before.retains, &before.retained_days),
            (self.anonymises, &self.anonymised_days)
                != (before.anonymises, &before.anonymised_days),
            (self.deletes, &self.deleted_days) != (before.deletes, &before.deleted_days),
            self.address != before.address,
            self.email != before.email,
            self.messages != before.messages,
            self.rated != before.rated,
            self.comment != before.comment,
            self.mailed != before.mailed,
        ]
        .into_iter()
        .filter(|is_changed| *is_changed)
        .count()
        .saturating_add(self.hours.changes(&before.hours))
        .saturating_add(usize::from(self.alerts != before.alerts))
        .saturating_add(self.entry.changes(&before.entry))
        .saturating_add(self.survey.changes(&before.survey))
    }

    fn is_right(&self) -> bool {
        self.settings().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::super::asking::tests::questions;
    use super::super::hours::tests::hours;
    use super::*;

    #[test]
    fn settings_stay_what_they_are_wherever_they_are_read() {
        let all = [
            QueueSettings::default(),
            QueueSettings {
                offer: OfferTo::LeastBusy { count: 2 },
                concierge: Some("We are with you soon.".parse().unwrap()),
                busy_at: Some(4),
                categories: vec!["Maps".parse().unwrap(), "Hours".parse().unwrap()],
                category_required: true,
                shift: ShiftEnd::Clock { minute: 17 * 60 },
                ..QueueSettings::default()
            },
            QueueSettings {
                concierge_seconds: 90,
                shift: ShiftEnd::After { minutes: 240 },
                retain: Some(14),
                anonymise: Some(60),
                delete: Some(365),
                address: AddressKept::Subnet,
                email: Some("ask@library.example".parse().unwrap()),
                messages: true,
                rated: true,
                hours: Some(Box::new(hours())),
                entry: questions(),
                survey: questions(),
                comment: true,
                mailed: true,
                ..QueueSettings::default()
            },
        ];
        for (settings, ahead) in all.iter().zip([0, 60, -570]) {
            let form = SettingsForm::of(settings, ahead);
            assert_eq!(form.settings().as_ref(), Some(settings));
        }
    }

    #[test]
    fn a_shift_ends_by_the_clock_on_the_wall() {
        let settings = QueueSettings {
            shift: ShiftEnd::Clock { minute: 30 },
            ..QueueSettings::default()
        };
        let here = |ahead| SettingsForm::of(&settings, ahead).shift_time;
        assert_eq!([here(0), here(60), here(-60)], ["00:30", "01:30", "23:30"]);
        let form = SettingsForm::of(&settings, -60);
        assert_eq!(form.shift_time_utc().as_deref(), Some("00:30"));
    }

    #[test]
    fn what_is_out_of_bounds_is_not_right_and_what_is_changed_is_counted() {
        let before = SettingsForm::of(&QueueSettings::default(), 0);
        let mut form = before.clone();
        form.grace.count = "4".to_owned();
        assert!(!form.is_right());
        form.grace.count = "30".to_owned();
        form.has_most = true;
        assert!(form.is_right());
        assert_eq!(form.changes(&before), 2);
        form.most = "0".to_owned();
        assert!(!form.is_right());
        form.most = "3".to_owned();
        (form.retains, form.retained_days) = (true, "3651".to_owned());
        assert!(!form.is_right());
        form.address = AddressKept::Keep;
        assert_eq!(form.changes(&before), 4);
        form.hours = HoursForm::of(Some(&hours()));
        assert!(form.changes(&before) > 4);
        let mut form = before.clone();
        form.categories = " Maps \n\nHours\n".to_owned();
        assert_eq!((form.is_right(), form.changes(&before)), (true, 1));
        form.categories.push_str("Maps");
        assert!(!form.is_right());
    }
}
