//! JSON as the edge writes it.
//!
//! serde derives two ways to read a struct: by the names of its fields, and by their order. The first is twice as much
//! code for each struct that is read, and every guest's browser would load it. Here `parts` looks names up, once for
//! all, and `value` hands the fields over in their order.

mod parts;
mod string;
mod value;

use serde::de::DeserializeOwned;

use value::Value;

/// The value that stands there; none if it is not one, or something stands after it. Objects have the fields of their
/// structs and no others, and lack only such as may be left out; numbers are whole, and not below 0.
pub fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    T::deserialize(Value::only(json)?).ok()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::{Content, Recipient, Refusal, Sent, ToGuest, Until};
    use hushdesk_protocol::ids::{Number, QueueName, Timestamp};
    use hushdesk_protocol::rest::{Figures, Page, PinnedKey, QueueTitle};

    use super::*;

    fn title(json: &str) -> Option<String> {
        read::<QueueTitle>(json).map(|queue| queue.title)
    }

    #[test]
    fn texts_are_read_with_their_escapes() {
        let json = r#" { "name" : "failed" , "title" : "\"a\"\n\u00e9 \\ 😀" } "#;
        assert_eq!(title(json).unwrap(), "\"a\"\né \\ 😀");
    }

    #[test]
    fn fields_stand_in_any_order_and_once_each() {
        let sent = Sent {
            accepted: Number(2),
            delivered: Number(1),
        };
        assert_eq!(read(r#"{"accepted":2,"delivered":1}"#), Some(sent));
        assert_eq!(read(r#"{"delivered":1,"accepted":2}"#), Some(sent));
        for other in [
            r#"{"accepted":2}"#,
            r#"{"accepted":2,"delivered":1,"accepted":2}"#,
            r#"{"accepted":2,"delivered":1,}"#,
            r#"{"accepted":2 "delivered":1}"#,
            r#"{"accepted":2,"delivered":null}"#,
            "[2,1]",
        ] {
            assert_eq!(read::<Sent>(other), None, "{other}");
        }
    }

    #[test]
    fn figures_are_read_whole() {
        let figures = |ratings: &str| {
            let json = format!(
                r#"{{"chats":9,"answered":8,"unanswered":1,"transferred":0,"sealed":7,"waited":null,
                "lasted":{{"mean":3,"median":2,"percentile_95":5}},"ratings":{ratings}}}"#
            );
            read::<Figures>(&json)
        };
        let read = figures("[0,1,2,3,4]").unwrap();
        assert_eq!((read.chats, read.ratings), (9, [0, 1, 2, 3, 4]));
        assert_eq!(read.lasted.map(|it| it.percentile_95), Some(5));
        for other in ["[0,1,2,3]", "[0,1,2,3,4,5]", "7", "[0,1,2,3,\"4\"]"] {
            assert_eq!(figures(other), None, "{other}");
        }
    }

    #[test]
    fn a_field_that_may_be_left_out_may_be() {
        let fingerprint = "ab".repeat(20);
        let key = read::<PinnedKey>(&format!(r#"{{"fingerprint":"{fingerprint}"}}"#));
        assert_eq!(key.unwrap().name, None);
    }

    #[test]
    fn a_variant_is_its_name_or_what_it_holds_under_its_name() {
        assert_eq!(read(r#""closed""#), Some(Refusal::Closed));
        let expected = Number(3);
        let gap = r#"{"gap":{"expected":3}}"#;
        assert_eq!(read(gap), Some(Refusal::Gap { expected }));
        assert_eq!(read(r#"{"typing":true}"#), Some(ToGuest::Typing(true)));
        for other in [
            r#"{"closed":null}"#,
            r#""gap""#,
            r#"{"gap":[3]}"#,
            r#"{"gap":{"expected":3},"closed":null}"#,
            r#""unheard_of""#,
            "{}",
            "0",
        ] {
            assert_eq!(read::<Refusal>(other), None, "{other}");
        }
    }

    #[test]
    fn a_list_is_read_to_its_end() {
        let page = |items: &str| {
            let page = read::<Page<QueueName>>(&format!(r#"{{"items":{items},"next":null}}"#));
            page.map(|page| page.items.len())
        };
        assert_eq!(page("[ ]"), Some(0));
        assert_eq!(page(r#"["a"]"#), Some(1));
        assert_eq!(page(r#"[ "a" , "b" ]"#), Some(2));
        for other in [
            r#"["a",]"#,
            r#"[,"a"]"#,
            r#"["a" "b"]"#,
            r#"["a""b"]"#,
            "[",
            "{}",
        ] {
            assert_eq!(page(other), None, "{other}");
        }
    }

    #[test]
    fn numbers_are_whole_and_as_the_edge_writes_them() {
        assert_eq!(read("18446744073709551615"), Some(Timestamp(u64::MAX)));
        assert_eq!(read("0"), Some(Timestamp(0)));
        for other in [
            "18446744073709551616",
            "-1",
            "+1",
            "1.5",
            "1e3",
            "01",
            "\"1\"",
            "",
        ] {
            assert_eq!(read::<Timestamp>(other), None, "{other}");
        }
        assert_eq!(read::<u16>("65536"), None);
    }

    #[test]
    fn what_may_be_a_number_or_a_word_is_either() {
        assert_eq!(read("5"), Some(Until::At(Timestamp(5))));
        assert_eq!(read(r#""never""#), Some(Until::Never));
        assert_eq!(read::<Until>("null"), None);
    }

    #[test]
    fn what_serde_writes_is_read() {
        let queue: QueueName = "reference".parse().unwrap();
        let recipient = Recipient::Queue(queue);
        let json = serde_json::to_string(&recipient).unwrap();
        assert_eq!(read(&json), Some(recipient));
        let text = "a \"quoted\" line,\nand {another} [one]: \u{1}\\".to_owned();
        let content = Content::Notice {
            text: text.try_into().unwrap(),
        };
        let json = serde_json::to_string(&content).unwrap();
        assert_eq!(read(&json), Some(content));
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
            format!("{whole}}}"),
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
