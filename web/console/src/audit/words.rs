//! The fields and values of what was changed, in words. What has none is read as it stands.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_texts::console::{changed_fields, changed_values};

use super::difference::CHOICES;
use crate::calendar::{Room, weekday};
use crate::dates::day_and_time;

type Words = (&'static str, fn() -> &'static str);

const FIELDS: [Words; 85] = [
    ("chats", changed_fields::chats),
    ("transcripts", changed_fields::transcripts),
    ("done", changed_fields::done),
    ("narrowed", changed_fields::narrowed),
    ("name", changed_fields::name),
    ("display", changed_fields::display),
    ("role", changed_fields::role),
    ("queues", changed_fields::queues),
    ("events", changed_fields::events),
    ("queue", changed_fields::queue),
    ("duties", changed_fields::duties),
    ("people", changed_fields::people),
    ("operators", changed_fields::operators),
    ("title", changed_fields::title),
    ("text", changed_fields::text),
    ("pool", changed_fields::pool),
    ("message", changed_fields::message),
    ("sealing", changed_fields::sealing),
    ("keys", changed_fields::keys),
    ("unverified", changed_fields::unverified),
    ("pinned", changed_fields::pinned),
    ("look", changed_fields::look),
    ("colour", changed_fields::colour),
    ("answers", changed_fields::answers),
    ("corner", changed_fields::corner),
    ("sounds", changed_fields::sounds),
    ("style", changed_fields::style),
    ("picture", changed_fields::picture),
    ("words", changed_fields::words),
    ("button", changed_fields::button),
    ("greeting", changed_fields::greeting),
    ("starters", changed_fields::starters),
    ("skin", changed_fields::skin),
    ("skins", changed_fields::skins),
    ("snippets", changed_fields::snippets),
    ("sites", changed_fields::sites),
    ("rollover", changed_fields::rollover),
    ("seconds", changed_fields::seconds),
    ("label", changed_fields::label),
    ("holder", changed_fields::holder),
    ("added", changed_fields::added),
    ("expires", changed_fields::expires),
    ("state", changed_fields::state),
    ("organisation", changed_fields::organisation),
    ("audit_days", changed_fields::audit_days),
    (
        "second_factor_required",
        changed_fields::second_factor_required,
    ),
    ("offer", changed_fields::offer),
    ("concierge", changed_fields::concierge),
    ("concierge_seconds", changed_fields::concierge_seconds),
    ("unanswered_seconds", changed_fields::unanswered_seconds),
    ("grace_seconds", changed_fields::grace_seconds),
    ("transfer_seconds", changed_fields::transfer_seconds),
    ("busy_at", changed_fields::busy_at),
    ("shift", changed_fields::shift),
    ("retain", changed_fields::retain),
    ("anonymise", changed_fields::anonymise),
    ("delete", changed_fields::delete),
    ("address", changed_fields::address),
    ("hours", changed_fields::hours),
    ("alerts", changed_fields::alerts),
    ("entry", changed_fields::entry),
    ("survey", changed_fields::survey),
    ("comment", changed_fields::comment),
    ("mailed", changed_fields::mailed),
    ("invitation", changed_fields::invitation),
    ("pages", changed_fields::pages),
    ("week", changed_fields::week),
    ("special_days", changed_fields::special_days),
    ("spans", changed_fields::spans),
    ("zone", changed_fields::zone),
    ("settings", changed_fields::settings),
    ("issuer", changed_fields::issuer),
    ("client_id", changed_fields::client_id),
    ("claim", changed_fields::claim),
    ("passwords", changed_fields::passwords),
    ("only", changed_fields::only),
    ("secret_since", changed_fields::secret_since),
    ("subject", changed_fields::subject),
    ("email", changed_fields::email),
    ("count", changed_fields::count),
    ("minutes", changed_fields::minutes),
    ("minute", changed_fields::minute),
    ("demonstration", changed_fields::demonstration),
    ("at", changed_fields::at),
    ("value", changed_fields::value),
];

const VALUES: [Words; 22] = [
    ("true", changed_values::is_true),
    ("false", changed_values::is_false),
    ("operator", changed_values::operator),
    ("administrator", changed_values::administrator),
    ("manager", changed_values::manager),
    ("history_reader", changed_values::history_reader),
    ("accept", changed_values::accept),
    ("refuse", changed_values::refuse),
    ("open", changed_values::open),
    ("sealed", changed_values::sealed),
    ("organisation", changed_values::organisation),
    ("own", changed_values::own),
    ("pinned", changed_values::pinned),
    ("proposed", changed_values::proposed),
    ("revoked", changed_values::revoked),
    ("all", changed_values::all),
    ("everybody", changed_values::everybody),
    ("least_busy", changed_values::least_busy),
    ("never", changed_values::never),
    ("keep", changed_values::keep),
    ("subnet", changed_values::subnet),
    ("drop", changed_values::drop),
];

/// Fields that are days of the week.
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Fields whose values are choices, and not what somebody wrote.
const CHOSEN: [&str; 10] = [
    "role",
    "duties",
    "sealing",
    "keys",
    "unverified",
    "state",
    "offer",
    "shift",
    "address",
    "passwords",
];

/// Fields that are moments.
const MOMENTS: [&str; 5] = ["expires", "added", "at", "until", "secret_since"];

/// The way to a field. Of a choice that has more to say the way leads through it, which is not said.
pub(super) fn path(path: &[String]) -> String {
    let is_said = |part: &&String| !CHOICES.contains(&part.as_str());
    let said: Vec<_> = path
        .iter()
        .filter(is_said)
        .map(|part| field(part))
        .collect();
    if said.is_empty() {
        return changed_fields::value().to_owned();
    }
    said.join(" · ")
}

fn field(name: &str) -> String {
    let mut weekdays = (0..).zip(WEEKDAYS);
    if let Some((number, _)) = weekdays.find(|(_, day)| *day == name) {
        return weekday(number, Room::Wide);
    }
    let known = FIELDS.iter().find(|(field, _)| *field == name);
    known.map_or_else(|| name.to_owned(), |(_, says)| says().to_owned())
}

/// What stands in the field at the end of this way.
pub(super) fn value(path: &[String], value: &str) -> String {
    let field = path.last().map_or("until", String::as_str);
    if let Some(at) = moment(field, value) {
        return day_and_time(at);
    }
    let is_choice = CHOSEN.contains(&field) || ["true", "false"].contains(&value);
    if !is_choice {
        return value.to_owned();
    }
    let each = value.split(", ").map(|one| {
        let known = VALUES.iter().find(|(name, _)| *name == one);
        known.map_or(one, |(_, says)| says())
    });
    each.collect::<Vec<_>>().join(", ")
}

fn moment(field: &str, value: &str) -> Option<Timestamp> {
    let is_moment = MOMENTS.contains(&field);
    value.parse().ok().filter(|_| is_moment).map(Timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_said_in_words_and_what_somebody_wrote_as_it_stands() {
        let at = |path: &[&str]| path.iter().map(|&part| part.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            value(&at(&["role"]), "administrator"),
            changed_values::administrator()
        );
        assert_eq!(value(&at(&["title"]), "administrator"), "administrator");
        assert_eq!(
            value(&at(&["look", "sounds"]), "true"),
            changed_values::is_true()
        );
        let duties = value(&at(&["maps", "duties"]), "manager, operator");
        assert_eq!(
            duties,
            format!(
                "{}, {}",
                changed_values::manager(),
                changed_values::operator()
            )
        );
        assert_eq!(value(&at(&[]), "7"), "en at 7");
        assert_eq!(value(&at(&[]), "Mara"), "Mara");
        let sealed = at(&["sealing", "sealed", "unverified"]);
        let said = format!(
            "{} · {}",
            changed_fields::sealing(),
            changed_fields::unverified()
        );
        assert_eq!(path(&sealed), said);
    }
}
