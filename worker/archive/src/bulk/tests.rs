//! What is done with many chats at once, from the count to the audit log.

use durable_queue::limits::DAY_MILLIS;
use durable_queue::to_archive::{FromQueue, RetainedUntil, ToArchive};
use hushdesk_edge::outbox::Delivery;
use hushdesk_edge::testing::Memory;
use hushdesk_edge::{Database, Value};
use hushdesk_protocol::frames::{ChatKind, GuestLabel};
use hushdesk_protocol::ids::{BulkId, ChatId, FollowUpId, MailId, Timestamp};
use hushdesk_protocol::rest::{BulkAct, BulkKind, BulkState, ChatRow, HistoryCount};

use crate::refused::Refused;
use crate::testing::{MINUTE, NOW, administrator, all_chats, archive, ended, reader, told};
use crate::{
    Archive, ArchiveError, AskBulk, AskFollowUp, AskMail, CallOffBulk, CountHistory, Filter,
    FindBulk, FindText, Reader, TextState,
};

/// Later than all that happens in these chats.
const LATER: Timestamp = Timestamp(NOW.0 + 300 * MINUTE);

/// 250 chats that have ended, of which every second one is open and kept; and one that runs.
fn chats() -> Vec<ToArchive> {
    let chat = |number: u8| {
        let mut told = ended(told(number));
        if number.is_multiple_of(2) {
            told.chat.kind = ChatKind::Open;
            told.retained = Some(RetainedUntil {
                until: NOW.plus(30 * DAY_MILLIS),
                version: 1,
            });
        }
        told
    };
    (1..=250).map(chat).chain([told(251)]).collect()
}

fn id(byte: u8) -> BulkId {
    BulkId::from_bytes([byte; 16])
}

fn wish(act: BulkKind, filter: Filter) -> AskBulk {
    AskBulk {
        id: id(1),
        act,
        filter,
        narrowed: r#"{"queue":"reference"}"#.to_owned(),
        at: LATER,
        by: "admin".parse().unwrap(),
        address: "198.51.100.7".to_owned(),
        now: LATER,
    }
}

fn named(chats: &[u8]) -> Filter {
    Filter {
        chats: Some(chats.iter().map(|byte| chat(*byte)).collect()),
        ..Filter::default()
    }
}

fn chat(byte: u8) -> ChatId {
    ChatId::from_bytes([byte; 16])
}

fn begun(archive: &Archive<Memory>, act: BulkKind, filter: Filter) -> BulkAct {
    archive.ask(&administrator(), wish(act, filter)).unwrap()
}

fn found(archive: &Archive<Memory>) -> BulkAct {
    let find = FindBulk { bulk: id(1) };
    archive.ask(&administrator(), find).unwrap()
}

/// Lets it go on until it is over; how many steps that took.
fn finish(archive: &Archive<Memory>) -> usize {
    (1..)
        .find(|_| {
            archive.work_bulk(LATER).unwrap();
            found(archive).state != BulkState::Works
        })
        .unwrap()
}

fn again(archive: &Archive<Memory>, told: &ToArchive) {
    let says = FromQueue::Chat(Box::new(ToArchive {
        revision: told.revision.next(),
        ..told.clone()
    }));
    let delivery = Delivery {
        from: "reference".to_owned(),
        number: 1_000,
        oldest: 0,
        says,
    };
    archive.take(delivery).unwrap();
}

fn numbers(rows: &[ChatRow]) -> Vec<u64> {
    let number = |row: &ChatRow| row.started.since(NOW) / MINUTE;
    rows.iter().map(number).collect()
}

#[test]
fn chats_are_counted_before_anything_is_done_with_them_by_whoever_sees_them() {
    let archive = archive(&chats());
    let count = |by: &Reader, filter| {
        let at = LATER;
        archive.ask(by, CountHistory { filter, at }).unwrap()
    };
    let counted = HistoryCount {
        at: LATER,
        chats: 250,
        transcripts: 125,
        running: 1,
    };
    assert_eq!(count(&administrator(), Filter::default()), counted);
    let none = HistoryCount {
        at: LATER,
        chats: 0,
        transcripts: 0,
        running: 0,
    };
    assert_eq!(count(&reader("eve", &["maps"]), Filter::default()), none);
    let of_some = count(&reader("ann", &[]), named(&[1, 2, 251]));
    assert_eq!(
        (of_some.chats, of_some.transcripts, of_some.running),
        (2, 1, 1)
    );
}

#[test]
fn what_was_said_is_deleted_step_by_step_and_the_rows_stay() {
    let all = chats();
    let archive = archive(&all);
    let before = all_chats(&archive);
    let act = begun(&archive, BulkKind::DeleteTranscripts, Filter::default());
    assert_eq!((act.chats, act.transcripts), (125, 125));
    assert_eq!(archive.next_bulk(), Ok(Some(LATER)));
    assert_eq!(finish(&archive), 2);
    assert_eq!(found(&archive).done, 125);
    assert_eq!(all_chats(&archive), before);
    let find = FindText { chat: chat(2) };
    let state = archive.ask(&administrator(), find).unwrap().state;
    assert_eq!(state, TextState::Deleted);
    let due = archive.due_removals(LATER).unwrap();
    assert_eq!(due.len(), 125);
    let queue = Some("reference".parse().unwrap());
    assert_eq!(archive.not_told(&due[0]), Ok(queue));
    archive.removal_went(&due[0], false, LATER).unwrap();
    assert!(archive.not_told(&due[0]).unwrap().is_some());
    archive.removal_went(&due[0], true, LATER).unwrap();
    assert_eq!(archive.not_told(&due[0]), Ok(None));
}

#[test]
fn of_deleted_chats_nothing_is_left_and_what_is_told_later_comes_too_late() {
    let all = chats();
    let archive = archive(&all);
    let act = begun(&archive, BulkKind::DeleteChats, named(&[7, 8]));
    assert_eq!((act.chats, act.transcripts), (2, 1));
    finish(&archive);
    again(&archive, &all[6]);
    let named_again = CountHistory {
        filter: named(&[7, 8]),
        at: LATER,
    };
    let counted = archive.ask(&administrator(), named_again).unwrap();
    assert_eq!((counted.chats, counted.running), (0, 0));
    for table in ["held", "filed"] {
        let of = format!("SELECT 1 FROM {table} WHERE number NOT IN (SELECT number FROM chats)");
        assert!(archive.database.query(&of, vec![]).unwrap().is_empty());
    }
    assert_eq!(archive.due_removals(LATER), Ok(vec![chat(8)]));
}

#[test]
fn an_anonymous_chat_is_counted_as_before_and_nobody_learns_whose_it_was() {
    let all = chats();
    let archive = archive(&all);
    let mail = MailId::from_bytes([5; 16]);
    let ask = AskMail {
        id: mail.clone(),
        chat: chat(8),
        by: crate::MailedBy::Operator {
            name: "admin".parse().unwrap(),
            to: "jonas@example.org".parse().unwrap(),
        },
        now: LATER,
    };
    archive.ask(&administrator(), ask).unwrap();
    begun(&archive, BulkKind::Anonymise, named(&[8]));
    assert_eq!(archive.work_bulk(LATER), Ok(vec![mail]));
    again(&archive, &all[7]);
    let find = crate::FindChat { chat: chat(8) };
    let row = archive.ask(&administrator(), find).unwrap();
    let expected = ChatRow {
        guest: GuestLabel(GuestLabel::ANONYMOUS.to_owned()),
        address: None,
        ..all[7].chat.clone()
    };
    assert_eq!(row, expected);
    let stored = archive.database.contents().join("\n");
    assert!(!stored.contains("jonas@") && !stored.contains("heron-008"));
    let find = FindText { chat: chat(8) };
    let state = archive.ask(&administrator(), find).unwrap().state;
    assert_eq!(state, TextState::Deleted);
}

#[test]
fn with_whose_chat_it_was_goes_what_was_to_be_done_after_it() {
    for kind in [BulkKind::Anonymise, BulkKind::DeleteChats] {
        let archive = archive(&chats());
        let mail = MailId::from_bytes([5; 16]);
        let ask = AskFollowUp {
            id: FollowUpId::from_bytes([1; 16]),
            chat: chat(8),
            to: "ann".parse().unwrap(),
            by: "admin".parse().unwrap(),
            note: "Call Jonas back".parse().unwrap(),
            now: LATER,
            mail: Some((mail.clone(), "ann@library.example".parse().unwrap())),
        };
        archive.ask(&administrator(), ask).unwrap();
        begun(&archive, kind, named(&[8]));
        assert_eq!(archive.work_bulk(LATER), Ok(vec![mail]));
        let stored = archive.database.contents().join("\n");
        assert!(!stored.contains("Jonas") && !stored.contains("ann@library"));
    }
}

#[test]
fn chats_that_run_are_refused_if_they_are_named_and_left_out_if_they_are_looked_for() {
    let archive = archive(&chats());
    let ask = |filter| archive.ask(&administrator(), wish(BulkKind::DeleteChats, filter));
    assert_eq!(ask(named(&[1, 251])), Err(Refused::ChatRuns.into()));
    assert_eq!(ask(Filter::default()).map(|it| it.chats), Ok(250));
    assert_eq!(finish(&archive), 3);
    assert_eq!(numbers(&all_chats(&archive)), [251]);
}

#[test]
fn a_chat_that_ended_after_the_count_stays() {
    let archive = archive(&chats());
    let counted = chats()[9].chat.ended.unwrap().at;
    let ask = AskBulk {
        at: counted,
        ..wish(BulkKind::DeleteChats, Filter::default())
    };
    let act = archive.ask(&administrator(), ask).unwrap();
    assert_eq!(act.chats, 10);
    finish(&archive);
    let left = CountHistory {
        filter: Filter::default(),
        at: LATER,
    };
    let left = archive.ask(&administrator(), left).unwrap();
    assert_eq!((left.chats, left.running), (240, 1));
}

#[test]
fn one_thing_is_done_at_a_time_and_can_be_called_off() {
    let archive = archive(&chats());
    begun(&archive, BulkKind::DeleteChats, Filter::default());
    archive.work_bulk(LATER).unwrap();
    let second = AskBulk {
        id: id(2),
        ..wish(BulkKind::Anonymise, Filter::default())
    };
    let refused = archive.ask(&administrator(), second);
    assert_eq!(refused, Err(Refused::BulkWorks.into()));
    let off = || CallOffBulk {
        bulk: id(1),
        now: LATER,
    };
    assert_eq!(archive.ask(&administrator(), off()), Ok(()));
    assert_eq!(archive.ask(&administrator(), off()), Ok(()));
    assert_eq!(archive.work_bulk(LATER), Ok(vec![]));
    let act = found(&archive);
    assert_eq!((act.done, act.state), (100, BulkState::CalledOff));
}

#[test]
fn whoever_administers_nothing_neither_asks_nor_looks_nor_calls_off() {
    let archive = archive(&chats());
    begun(&archive, BulkKind::DeleteChats, Filter::default());
    let by = reader("ann", &["reference"]);
    let no: ArchiveError = Refused::NoBulk.into();
    let ask = wish(BulkKind::DeleteChats, Filter::default());
    assert_eq!(archive.ask(&by, ask).unwrap_err(), no);
    assert_eq!(archive.ask(&by, crate::ListBulk).unwrap_err(), no);
    let (bulk, now) = (id(1), LATER);
    let find = FindBulk { bulk: bulk.clone() };
    assert_eq!(archive.ask(&by, find).unwrap_err(), no);
    let off = CallOffBulk { bulk, now };
    assert_eq!(archive.ask(&by, off).unwrap_err(), no);
}

#[test]
fn the_audit_log_hears_of_it_when_it_is_over_and_again_until_it_has() {
    let archive = archive(&chats());
    begun(&archive, BulkKind::Anonymise, named(&[8, 9]));
    assert_eq!(archive.bulk_to_note(LATER), Ok(vec![]));
    finish(&archive);
    let [over] = archive.bulk_to_note(LATER).unwrap().try_into().unwrap();
    assert_eq!((over.act.done, over.act.transcripts), (2, 1));
    assert_eq!(over.address, "198.51.100.7");
    assert_eq!(archive.bulk_to_note(LATER), Ok(vec![]));
    let again = archive.next_bulk().unwrap().unwrap();
    assert_eq!(archive.bulk_to_note(again), Ok(vec![over]));
    archive.bulk_is_noted(&id(1)).unwrap();
    assert_eq!(archive.next_bulk(), Ok(None));
}

#[test]
fn a_step_that_fails_anywhere_has_done_nothing_and_is_done_again() {
    for statements in 0.. {
        let failing = archive(&chats());
        begun(&failing, BulkKind::DeleteChats, named(&[7, 8]));
        let before = failing.database.contents();
        failing.database.fail_after(statements);
        let worked = failing.work_bulk(LATER);
        failing.database.work_again();
        if worked.is_ok() {
            assert!(statements > 8, "{statements}");
            return;
        }
        assert_eq!(failing.database.contents(), before);
        assert_eq!(finish(&failing), 1);
        assert_eq!(found(&failing).done, 2);
    }
}

#[test]
fn what_is_due_is_found_without_a_walk_through_all_rows() {
    let archive = archive(&[]);
    let plan = |text: &str| {
        let statement = crate::statement::Statement::of(text);
        let values: Vec<Value> = vec![];
        statement
            .with("", values)
            .plan(&archive.database)
            .join("; ")
    };
    let next = plan("SELECT min(due) FROM bulk WHERE due IS NOT NULL");
    assert!(next.contains("bulk_due"), "{next}");
    let mails = plan("SELECT id FROM mails WHERE about IN (SELECT value FROM json_each('[]'))");
    assert!(mails.contains("mails_about"), "{mails}");
    let gone = plan("DELETE FROM deleted WHERE at <= 5");
    assert!(gone.contains("deleted_at"), "{gone}");
}
