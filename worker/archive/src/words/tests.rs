//! Chats are found by words, and are not any more when what was said is gone.

use durable_queue::limits::DAY_MILLIS;
use durable_queue::to_archive::{FromQueue, RetainedUntil, ToArchive};
use hushdesk_edge::outbox::Delivery;
use hushdesk_edge::testing::Memory;
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Timestamp;

use super::*;
use crate::statement::Statement;
use crate::testing::{MINUTE, NOW, administrator, archive, listed, reader, told};
use crate::{DeleteText, Filter};

const KEY: [u8; 32] = [7; 32];

/// Later than all that happens in these chats.
const LATER: Timestamp = Timestamp(NOW.0 + 300 * MINUTE);

/// An open chat that has ended, of which what was said is kept for 30 days.
fn kept_chat(number: u8) -> ToArchive {
    let mut told = crate::testing::ended(told(number));
    told.chat.kind = ChatKind::Open;
    told.retained = Some(RetainedUntil {
        until: NOW.plus(30 * DAY_MILLIS),
        version: 1,
    });
    told
}

fn to_index(told: &ToArchive, texts: &[&str]) -> ToIndex {
    ToIndex {
        chat: told.chat.chat.clone(),
        texts: texts.iter().map(|text| text.parse().unwrap()).collect(),
    }
}

/// Three chats: of globes, of atlases, and of both.
fn found_by_words() -> Archive<Memory> {
    let chats: Vec<_> = (1..=3).map(kept_chat).collect();
    let archive = archive(&chats);
    for (told, texts) in chats.iter().zip([
        ["Where are the globes?", "On the second floor."],
        ["Where are the atlases?", "On the first floor."],
        ["Globes or atlases: B\u{fc}cher?", "Globes."],
    ]) {
        assert_eq!(archive.index(&to_index(told, &texts), KEY), Ok(true));
    }
    archive
}

fn looking_for(words: &str) -> Filter {
    Filter {
        words: Some(Words::Typed(words.to_owned())),
        ..Filter::default()
    }
}

/// The numbers of the chats that are found, the last one first.
fn found(archive: &Archive<Memory>, words: &str) -> Vec<u64> {
    let rows = listed(archive, &administrator(), looking_for(words));
    let number = |row: &hushdesk_protocol::rest::ChatRow| row.started.since(NOW) / MINUTE;
    rows.iter().map(number).collect()
}

fn no_words_are_left(archive: &Archive<Memory>) {
    for table in ["words", "indexed"] {
        let rows = archive
            .database
            .query(&format!("SELECT 1 FROM {table}"), vec![]);
        assert!(rows.unwrap().is_empty(), "{table}");
    }
}

#[test]
fn chats_are_found_in_which_all_words_were_said_whole() {
    let archive = found_by_words();
    assert_eq!(found(&archive, "globes"), [3, 1]);
    assert_eq!(found(&archive, "ATLASES globes"), [3]);
    assert_eq!(found(&archive, "floor where"), [2, 1]);
    assert_eq!(found(&archive, "bucher"), [3]);
    for nothing in ["glob", "lantern", "globes lantern", "?!"] {
        assert_eq!(found(&archive, nothing), [0; 0], "{nothing}");
    }
    let narrowed = Filter {
        period: crate::Period {
            from: Some(NOW.plus(2 * MINUTE)),
            until: None,
        },
        ..looking_for("globes")
    };
    assert_eq!(listed(&archive, &administrator(), narrowed).len(), 1);
}

#[test]
fn nobody_finds_by_words_what_they_may_not_see() {
    let archive = found_by_words();
    let of = |by| listed(&archive, &by, looking_for("globes")).len();
    assert_eq!(of(reader("ann", &[])), 2);
    assert_eq!(of(reader("eve", &["reference"])), 2);
    assert_eq!(of(reader("eve", &["globes"])), 0);
}

#[test]
fn no_word_is_stored_and_another_organisation_hashes_it_otherwise() {
    let archive = found_by_words();
    let stored = archive.database.contents().join("\n");
    for word in ["globes", "atlases", "second", "bucher"] {
        assert!(!stored.to_lowercase().contains(word), "{word}");
    }
    assert_ne!(hash("a", "globes"), hash("b", "globes"));
    assert_eq!(hash("a", "globes"), hash("a", "globes"));
}

#[test]
fn what_is_deleted_is_not_found_any_more_and_leaves_no_row() {
    let archive = found_by_words();
    let chat = kept_chat(3).chat.chat;
    let delete = DeleteText {
        chat: chat.clone(),
        now: LATER,
    };
    archive.ask(&administrator(), delete).unwrap();
    assert_eq!(found(&archive, "globes"), [1]);
    let again = to_index(&kept_chat(3), &["Globes."]);
    assert_eq!(archive.index(&again, KEY), Ok(true), "it comes too late");
    assert_eq!(found(&archive, "globes"), [1]);
    let ask = crate::AskBulk {
        id: hushdesk_protocol::ids::BulkId::from_bytes([1; 16]),
        act: hushdesk_protocol::rest::BulkKind::DeleteChats,
        filter: looking_for("globes"),
        narrowed: String::new(),
        at: LATER,
        by: "admin".parse().unwrap(),
        address: String::new(),
        now: LATER,
    };
    assert_eq!(archive.ask(&administrator(), ask).map(|it| it.chats), Ok(1));
    let stored = archive.database.contents().join("\n");
    assert!(
        !stored.contains("globes"),
        "what is looked for is not stored either"
    );
    archive.work_bulk(LATER).unwrap();
    assert_eq!(found(&archive, "globes"), [0; 0]);
    assert_eq!(found(&archive, "atlases"), [2]);
    archive.due_removals(NOW.plus(31 * DAY_MILLIS)).unwrap();
    assert_eq!(found(&archive, "atlases"), [0; 0]);
    no_words_are_left(&archive);
}

#[test]
fn a_sealed_chat_and_one_of_which_nothing_is_kept_are_found_by_no_word() {
    let mut sealed = kept_chat(1);
    sealed.chat.kind = ChatKind::Sealed;
    let forgotten = ToArchive {
        retained: None,
        ..kept_chat(2)
    };
    let archive = archive(&[sealed.clone(), forgotten.clone()]);
    for told in [sealed, forgotten] {
        assert_eq!(archive.index(&to_index(&told, &["Globes."]), KEY), Ok(true));
    }
    no_words_are_left(&archive);
}

#[test]
fn words_that_come_before_the_end_is_known_come_again() {
    let mut runs = told(1);
    runs.chat.kind = ChatKind::Open;
    let archive = archive(&[runs]);
    let words = to_index(&kept_chat(1), &["Globes."]);
    assert_eq!(archive.index(&words, KEY), Ok(false));
    let says = FromQueue::Chat(Box::new(kept_chat(1)));
    let delivery = Delivery {
        from: "reference".to_owned(),
        number: 2,
        oldest: 0,
        says,
    };
    archive.take(delivery).unwrap();
    assert_eq!(archive.index(&words, KEY), Ok(true));
    assert_eq!(
        archive.index(&words, [9; 32]),
        Ok(true),
        "the first key stays"
    );
    assert_eq!(found(&archive, "globes"), [1]);
}

#[test]
fn words_are_forgotten_by_their_key_and_by_no_walk_through_all_of_them() {
    let archive = archive(&[]);
    let forgetting = Statement::of(FORGET).with("", [Value::Text("[]".to_owned())]);
    let plan = forgetting.plan(&archive.database).join("; ");
    let by = "SEARCH words USING PRIMARY KEY (word=? AND started=? AND number=?)";
    assert!(plan.contains(by), "{plan}");
    assert!(
        !plan.contains("SCAN words") && !plan.contains("SCAN chats"),
        "{plan}"
    );
}
