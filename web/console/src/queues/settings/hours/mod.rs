//! When a queue is open: its week, the days that are not like their weekday, and what comes of both in a month.

mod calendar_file;
mod form;
mod import;
mod month;
mod special_days;
mod week;
mod zone_field;

use hushdesk_protocol::rest::{Day, OpenSpan, SpecialDay};
use hushdesk_texts::console as words;
use yew::prelude::*;

use self::form::DayForm;
use self::month::MonthHours;
use self::special_days::SpecialDays;
use self::week::WeekHours;
use self::zone_field::ZoneField;
use super::form::SettingsForm;
use crate::calendar;
use crate::components::{Choice, Section};
use crate::draft::Draft;

pub(super) use form::HoursForm;
#[cfg(test)]
pub(super) use form::tests;

/// The section of the page in which they are set.
pub(super) fn hours(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let hours = &form.hours;
    html! {
        <Section title={words::hours::title()} lead={words::hours::lead()}>
            <Choice checked={hours.on} help={words::hours::on_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.hours.on = on)}>
                { words::hours::on() }
            </Choice>
            if hours.on {
                <ZoneField value={hours.zone.clone()} is_right={hours.zone_name().is_some()}
                    onvalue={draft.on(|form: &mut SettingsForm, zone| form.hours.zone = zone)} />
                <WeekHours form={hours.clone()}
                    onday={draft.on(|form: &mut SettingsForm, (place, day): (usize, DayForm)| form.hours.set(place, day))}
                    oncopy={draft.on(|form: &mut SettingsForm, ()| form.hours.copy_monday())} />
                <SpecialDays form={hours.clone()}
                    onadd={draft.on(|form: &mut SettingsForm, days: Vec<SpecialDay>| form.hours.add(days))}
                    onremove={draft.on(|form: &mut SettingsForm, day: Day| form.hours.remove(&day))}
                    onpast={draft.on(|form: &mut SettingsForm, today: Day| form.hours.remove_before(&today))} />
                <MonthHours form={hours.clone()} />
            }
        </Section>
    }
}

/// The hours of a day, as they are read: `09:00 – 12:00, 13:00 – 18:00`, or that it is closed.
fn in_words(spans: &[OpenSpan]) -> String {
    let spans = spans.iter().map(|span| {
        let times = [span.from, span.until].map(calendar::time);
        times.join(" – ")
    });
    let spans: Vec<_> = spans.collect();
    if spans.is_empty() {
        words::hours::closed().to_owned()
    } else {
        spans.join(", ")
    }
}
