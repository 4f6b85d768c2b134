//! JSON as the edge writes it.
//!
//! It is read by `serde-json-core`, whose errors have no words: those of `serde_json`, and its numbers with fractions, of which
//! there are none here, are ten kilobytes of what every guest's browser loads.

use serde::de::DeserializeOwned;

/// The value that stands there; none if it is not one, or something stands after it. Of enums without content and with
/// exactly one both forms are read, as serde writes them from outside the value.
pub fn read<Value: DeserializeOwned>(json: &str) -> Option<Value> {
    // A string is not longer than it is with its escapes.
    let mut unescaped = vec![0; json.len()];
    let (value, _) = serde_json_core::from_str_escaped(json, &mut unescaped).ok()?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::ToGuest;
    use hushdesk_protocol::rest::QueueTitle;

    use super::*;

    fn title(json: &str) -> Option<String> {
        read::<QueueTitle>(json).map(|queue| queue.title)
    }

    #[test]
    fn texts_are_read_with_their_escapes() {
        let json = r#" { "name": "failed", "title": "\"a\"\n\u00e9 \\ 😀" } "#;
        assert_eq!(title(json).unwrap(), "\"a\"\né \\ 😀");
    }

    #[test]
    fn what_is_cut_short_or_goes_on_or_has_other_fields_is_nothing() {
        let whole = r#"{"name":"failed","title":"no"}"#;
        assert!(title(whole).is_some());
        for cut in 0..whole.len() {
            assert_eq!(title(&whole[..cut]), None, "{cut}");
        }
        for other in [
            format!("{whole} {whole}"),
            whole.replace("}", r#","more":[[[1]]]}"#),
            whole.replace("failed", "ODD"),
            whole.replace("\"no\"", "7"),
            whole.replace("no", r"\ud83d"),
        ] {
            assert_eq!(title(&other), None, "{other}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(read::<ToGuest>(&deep), None);
        let inside = format!(r#"{{"name":"failed","title":"no","more":{deep}"#);
        assert_eq!(title(&inside), None);
    }
}
