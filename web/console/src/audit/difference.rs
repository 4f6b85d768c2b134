//! What is different between two states of something, of which the audit log has the JSON.

use std::collections::BTreeMap;
use std::slice::from_ref;

use serde_json::{Map, Value};

use crate::calendar::time;

/// A value that is not what it was.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Difference {
    /// Where it stands: the fields that lead to it, from outside to inside.
    pub(super) path: Vec<String>,
    /// What it was; none, if there was none.
    pub(super) before: Option<String>,
    /// What it is; none, if there is none any more.
    pub(super) after: Option<String>,
}

/// By what one of several things of a kind is known, the first of these that it has.
const NAMES: [&str; 7] = [
    "day",
    "name",
    "queue",
    "person",
    "language",
    "fingerprint",
    "title",
];

/// Choices that have more to say, which stands in an object by itself under their name.
pub(super) const CHOICES: [&str; 8] = [
    "sealed",
    "own",
    "desk",
    "least_busy",
    "after",
    "clock",
    "revoked",
    "invited",
];

/// All differences, in the order of where they stand; none where either is not what it should be.
pub(super) fn differences(before: Option<&str>, after: Option<&str>) -> Vec<Difference> {
    let before = leaves(before);
    let mut after = leaves(after);
    let mut differences: Vec<_> = before
        .into_iter()
        .map(|(path, before)| {
            let after = after.remove(&path);
            (path, Some(before), after)
        })
        .collect();
    differences.extend(
        after
            .into_iter()
            .map(|(path, after)| (path, None, Some(after))),
    );
    differences.sort();
    let differ = differences
        .into_iter()
        .filter(|(_, before, after)| before != after);
    let difference = |(path, before, after)| Difference {
        path,
        before,
        after,
    };
    differ.map(difference).collect()
}

type Leaves = BTreeMap<Vec<String>, String>;

fn leaves(json: Option<&str>) -> Leaves {
    let mut leaves = Leaves::new();
    if let Some(value) = json.and_then(|json| serde_json::from_str(json).ok()) {
        gather(&value, &[], &mut leaves);
    }
    leaves
}

fn gather(value: &Value, path: &[String], leaves: &mut Leaves) {
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) => keep(path, value.to_string(), leaves),
        Value::String(text) => keep(path, text.clone(), leaves),
        Value::Array(items) => gather_all(items, path, leaves),
        Value::Object(fields) => gather_fields(fields, path, leaves),
    }
}

fn keep(path: &[String], text: String, leaves: &mut Leaves) {
    if !text.is_empty() {
        leaves.insert(path.to_vec(), text);
    }
}

/// Plain values are read as one; of things each has a place of its own under its name.
fn gather_all(items: &[Value], path: &[String], leaves: &mut Leaves) {
    let plain: Vec<_> = items.iter().filter_map(plain).collect();
    keep(path, plain.join(", "), leaves);
    for (place, item) in items.iter().enumerate() {
        if let Value::Object(fields) = item
            && times(fields).is_none()
        {
            let (known_by, name) = name_of(fields)
                .unwrap_or_else(|| (String::new(), (place.saturating_add(1)).to_string()));
            let rest: Map<_, _> = fields
                .iter()
                .filter(|(field, _)| **field != known_by)
                .map(|(field, value)| (field.clone(), value.clone()))
                .collect();
            let within = [path, from_ref(&name)].concat();
            if rest.values().all(is_nothing) {
                keep(&within, name, leaves);
            }
            gather_fields(&rest, &within, leaves);
        }
    }
}

fn gather_fields(fields: &Map<String, Value>, path: &[String], leaves: &mut Leaves) {
    for (field, value) in fields {
        let is_choice = fields.len() == 1 && CHOICES.contains(&field.as_str());
        if is_choice {
            keep(path, field.clone(), leaves);
        }
        gather(value, &[path, from_ref(field)].concat(), leaves);
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Array(_) => None,
        Value::Object(fields) => times(fields),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::String(text) => Some(text.clone()),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// From one time of day to another, in minutes after midnight, as it is read.
fn times(fields: &Map<String, Value>) -> Option<String> {
    let minute = |field| u16::try_from(fields.get(field)?.as_u64()?).ok();
    let times = [minute("from")?, minute("until")?].map(time);
    (fields.len() == 2).then(|| times.join(" – "))
}

fn name_of(fields: &Map<String, Value>) -> Option<(String, String)> {
    NAMES.iter().find_map(|known_by| {
        let name = fields.get(*known_by)?.as_str()?;
        Some(((*known_by).to_owned(), name.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(before: Option<&str>, after: Option<&str>) -> Vec<String> {
        let said = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let differences = differences(before, after).into_iter();
        differences
            .map(|it| {
                format!(
                    "{}: {} > {}",
                    it.path.join("/"),
                    said(it.before),
                    said(it.after)
                )
            })
            .collect()
    }

    #[test]
    fn what_is_as_it_was_is_left_out() {
        let before = r#"{"title":"Ask us","look":{"colour":null,"sounds":false}}"#;
        let after = r##"{"title":"Ask us","look":{"colour":"#6b3f8f","sounds":true}}"##;
        assert_eq!(
            read(Some(before), Some(after)),
            ["look/colour: - > #6b3f8f", "look/sounds: false > true"]
        );
        assert_eq!(read(Some(before), Some(before)), Vec::<String>::new());
    }

    #[test]
    fn one_of_several_things_is_known_by_its_name_wherever_it_stands() {
        let before =
            r#"[{"queue":"maps","duties":["operator"]},{"queue":"law","duties":["manager"]}]"#;
        let after = r#"[{"queue":"law","duties":["manager","operator"]}]"#;
        assert_eq!(
            read(Some(before), Some(after)),
            [
                "law/duties: manager > manager, operator",
                "maps/duties: operator > -"
            ]
        );
    }

    #[test]
    fn a_choice_is_read_with_what_more_it_says() {
        let before = r#"{"sealing":"open"}"#;
        let after = r#"{"sealing":{"sealed":{"keys":"organisation","unverified":"refuse"}}}"#;
        assert_eq!(
            read(Some(before), Some(after)),
            [
                "sealing: open > sealed",
                "sealing/sealed/keys: - > organisation",
                "sealing/sealed/unverified: - > refuse",
            ]
        );
    }

    #[test]
    fn hours_are_read_as_times_of_day_and_a_special_day_is_known_by_its_date() {
        let before =
            r#"{"hours":{"week":{"monday":[{"from":540,"until":720}]},"special_days":[]}}"#;
        let after = r#"{"hours":{"week":{"monday":[{"from":540,"until":720},{"from":780,"until":1080}]},"special_days":[
            {"day":"2026-12-25","name":"Christmas","spans":[]},{"day":"2026-12-26","name":null,"spans":[]},
            {"day":"2026-12-31","name":null,"spans":[{"from":540,"until":720}]}]}}"#;
        let times = |from, until| format!("{} – {}", time(from), time(until));
        let (morning, afternoon) = (times(540, 720), times(780, 1_080));
        assert_eq!(
            read(Some(before), Some(after)),
            [
                "hours/special_days/2026-12-25/name: - > Christmas".to_owned(),
                "hours/special_days/2026-12-26: - > 2026-12-26".to_owned(),
                format!("hours/special_days/2026-12-31/spans: - > {morning}"),
                format!("hours/week/monday: {morning} > {morning}, {afternoon}"),
            ]
        );
    }

    #[test]
    fn what_was_made_or_removed_or_is_a_plain_value_is_read_too() {
        assert_eq!(read(None, Some("\"Mara\"")), [": - > Mara"]);
        assert_eq!(read(Some(r#"{"skin":"blue"}"#), None), ["skin: blue > -"]);
        assert_eq!(read(Some("no JSON"), None), Vec::<String>::new());
    }
}
