//! Days, months, weekdays and hours of no moment in particular, as the console's language writes them.

use hushdesk_protocol::rest::Day;
use hushdesk_texts::console::language;
#[cfg(target_arch = "wasm32")]
use js_sys::{Date, Object, Reflect};

/// How much of it is said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Room {
    /// In a sentence or a table.
    Wide,
    /// In a chart.
    Narrow,
}

/// A day: `28 November 2026`, or `28 Nov`.
pub(crate) fn day(day: &Day, room: Room) -> String {
    let at = format!("{}T12:00", day.as_str());
    match room {
        Room::Wide => written(
            &at,
            &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
        ),
        Room::Narrow => written(&at, &[("day", "numeric"), ("month", "short")]),
    }
}

/// A month like `2026-11`: `November 2026`, or `Nov 26`.
pub(crate) fn month(month: &str, room: Room) -> String {
    let at = format!("{month}-15T12:00");
    match room {
        Room::Wide => written(&at, &[("month", "long"), ("year", "numeric")]),
        Room::Narrow => written(&at, &[("month", "short"), ("year", "2-digit")]),
    }
}

/// A day of the week, from 0 for Monday to 6: `Monday`, or `Mon`.
pub(crate) fn weekday(number: u8, room: Room) -> String {
    // A week that begins with a Monday.
    let at = format!("2026-06-{:02}T12:00", number.saturating_add(1));
    let length = match room {
        Room::Wide => "long",
        Room::Narrow => "short",
    };
    written(&at, &[("weekday", length)])
}

/// An hour of the day, from 0: `09:00`.
pub(crate) fn hour(number: u8) -> String {
    time(u16::from(number).saturating_mul(60))
}

/// A time of day, in minutes after the midnight before it: `09:30`. It is written as times of day are, which go by the browser's
/// country.
pub(crate) fn time(minute: u16) -> String {
    let at = format!("2026-06-01T{:02}:{:02}", minute / 60 % 24, minute % 60);
    written_in(
        "default",
        &at,
        &[("hour", "2-digit"), ("minute", "2-digit")],
    )
}

fn written(at: &str, parts: &[(&str, &str)]) -> String {
    written_in(language(), at, parts)
}

#[cfg(target_arch = "wasm32")]
fn written_in(locale: &str, at: &str, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        // Setting a property of a plain object cannot fail.
        let _set = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    String::from(Date::new(&at.into()).to_locale_string(locale, &options))
}

/// Where there is no browser: what is asked for, with the names of its parts.
#[cfg(not(target_arch = "wasm32"))]
fn written_in(_: &str, at: &str, parts: &[(&str, &str)]) -> String {
    let names: Vec<_> = parts.iter().map(|(name, _)| *name).collect();
    format!("{} of {at}", names.join("-"))
}
