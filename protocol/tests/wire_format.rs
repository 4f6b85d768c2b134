//! Each frame as it travels, pinned by a literal: a change here is a change of the protocol, and
//! `hushdesk_protocol::VERSION` goes up with it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{
    About, Audience, Availability, Body, ChatKind, ChosenEnd, Closer, Colleague, Content, Entry,
    FromGuest, FromOperator, GuestChat, GuestLabel, Handing, HeldChat, HeldCursor, Lapsed, Offer,
    OfferEnd, Opening, Origin, Outgoing, Party, Place, Prospect, Recipient, Refusal, Sent, Status,
    ToGuest, ToOperator, TransferState, Until, Waiting, Whereabouts,
};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Lease, Number, OperatorName, ResumeToken, SeatId, Seq, SkinName, Timestamp,
    Visit,
};
use hushdesk_protocol::text::{
    ColleagueText, CommitText, DisplayName, NoteText, NoticeText, OpenText, PageAddress,
    SealedText, StatusText,
};
use serde::{Serialize, de::DeserializeOwned};

/// The frame is written as the literal, and the literal is read as the frame.
#[track_caller]
fn pinned<Frame: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    frame: &Frame,
    literal: &str,
) {
    assert_eq!(serde_json::to_string(frame).unwrap(), literal);
    assert_eq!(&serde_json::from_str::<Frame>(literal).unwrap(), frame);
}

fn chat() -> ChatId {
    ChatId::from_bytes([0x11; 16])
}

fn seat() -> SeatId {
    SeatId::from_bytes([0x22; 16])
}

fn token() -> ResumeToken {
    ResumeToken::from_bytes([0x33; 32])
}

fn desk1() -> OperatorName {
    "desk1".parse().unwrap()
}

fn skin() -> SkinName {
    "sealed".parse().unwrap()
}

fn ana() -> DisplayName {
    "Ana".parse().unwrap()
}

fn commit() -> CommitText {
    "?OTR:AAMC.".parse().unwrap()
}

fn sealed(text: &str) -> SealedText {
    SealedText::try_from(text.to_owned()).unwrap()
}

fn page() -> PageAddress {
    PageAddress::try_from("https://library.example/".to_owned()).unwrap()
}

fn sent() -> Sent {
    Sent {
        accepted: Number(3),
        delivered: Number(2),
    }
}

fn message() -> Outgoing {
    Outgoing {
        number: Number(4),
        body: Body::Sealed {
            epoch: Epoch(1),
            text: sealed("?OTR:AAMD."),
        },
    }
}

fn held_chat() -> HeldChat {
    HeldChat {
        chat: chat(),
        lease: Lease(1),
        guest: GuestLabel("Guest 6CYJ".to_owned()),
        kind: ChatKind::Sealed,
        epoch: Epoch(1),
        skin: skin(),
        since: Timestamp(5),
        page: None,
        origin: Origin::New,
        handing: None,
        outcome: None,
        absent_since: None,
        sent: sent(),
        entries: vec![],
    }
}

fn lunch() -> Availability {
    Availability {
        status: Status::Away,
        text: StatusText::try_from("lunch".to_owned()).unwrap(),
    }
}

fn colleague() -> Colleague {
    Colleague {
        operator: desk1(),
        display: ana(),
        availability: lunch(),
        chats: 2,
        takes: false,
    }
}

fn handing() -> Handing {
    Handing {
        recipient: Recipient::Queue("circulation".parse().unwrap()),
        until: Timestamp(9),
    }
}

#[test]
fn the_version_these_literals_belong_to() {
    assert_eq!(VERSION, 1);
}

#[test]
fn a_guest_opens_and_resumes() {
    pinned(
        &FromGuest::Open {
            version: 1,
            chat: chat(),
            token: token(),
            opening: Opening::Sealed { commit: commit() },
            page: Some(page()),
        },
        concat!(
            r#"{"open":{"version":1,"chat":"11111111111111111111111111111111","#,
            r#""token":"3333333333333333333333333333333333333333333333333333333333333333","#,
            r#""opening":{"sealed":{"commit":"?OTR:AAMC."}},"#,
            r#""page":"https://library.example/"}}"#
        ),
    );
    pinned(
        &FromGuest::Resume {
            version: 1,
            chat: chat(),
            token: token(),
            received: Seq(7),
            visit: Visit(2),
        },
        concat!(
            r#"{"resume":{"version":1,"chat":"11111111111111111111111111111111","#,
            r#""token":"3333333333333333333333333333333333333333333333333333333333333333","#,
            r#""received":7,"visit":2}}"#
        ),
    );
}

#[test]
fn a_guest_writes_and_ends() {
    pinned(
        &FromGuest::KeyExchange {
            number: Number(4),
            commit: commit(),
        },
        r#"{"key_exchange":{"number":4,"commit":"?OTR:AAMC."}}"#,
    );
    pinned(
        &FromGuest::Message(message()),
        r#"{"message":{"number":4,"body":{"sealed":{"epoch":1,"text":"?OTR:AAMD."}}}}"#,
    );
    let text = OpenText::try_from("hello".to_owned()).unwrap();
    pinned(
        &FromGuest::Message(Outgoing {
            number: Number(1),
            body: Body::Open { text },
        }),
        r#"{"message":{"number":1,"body":{"open":{"text":"hello"}}}}"#,
    );
    pinned(
        &FromGuest::Ack { received: Seq(2) },
        r#"{"ack":{"received":2}}"#,
    );
    pinned(&FromGuest::Typing(true), r#"{"typing":true}"#);
    pinned(
        &FromGuest::RefuseHolder { lease: Lease(2) },
        r#"{"refuse_holder":{"lease":2}}"#,
    );
    pinned(&FromGuest::End, r#""end""#);
}

#[test]
fn a_guest_is_answered() {
    let entry = Entry {
        seq: Seq(1),
        at: Timestamp(5),
        content: Content::Claimed {
            operator: ana(),
            lease: Lease(1),
        },
    };
    pinned(
        &ToGuest::Chat(GuestChat {
            now: Timestamp(6),
            kind: ChatKind::Sealed,
            epoch: Epoch(1),
            sent: sent(),
            visit: Visit(2),
            yours: Number(3),
            operator: Some(ana()),
            lease: Lease(4),
            present: true,
            waiting: Some(Prospect {
                staffed: true,
                place: Place::Nth(3),
            }),
            entries: vec![entry.clone()],
        }),
        concat!(
            r#"{"chat":{"now":6,"kind":"sealed","epoch":1,"sent":{"accepted":3,"delivered":2},"#,
            r#""visit":2,"yours":3,"operator":"Ana","lease":4,"present":true,"waiting":{"staffed":true,"place":{"nth":3}},"entries":[{"seq":1,"at":5,"content":"#,
            r#"{"claimed":{"operator":"Ana","lease":1}}}]}}"#
        ),
    );
    pinned(
        &ToGuest::Entry(entry),
        concat!(
            r#"{"entry":{"seq":1,"at":5,"content":"#,
            r#"{"claimed":{"operator":"Ana","lease":1}}}}"#
        ),
    );
    pinned(
        &ToGuest::Sent(sent()),
        r#"{"sent":{"accepted":3,"delivered":2}}"#,
    );
    pinned(
        &ToGuest::Epoch {
            number: Number(4),
            epoch: Epoch(2),
        },
        r#"{"epoch":{"number":4,"epoch":2}}"#,
    );
    pinned(
        &ToGuest::Waiting(Prospect {
            staffed: false,
            place: Place::Behind(10),
        }),
        r#"{"waiting":{"staffed":false,"place":{"behind":10}}}"#,
    );
    pinned(&ToGuest::Changed, r#""changed""#);
    pinned(
        &ToGuest::Presence { present: false },
        r#"{"presence":{"present":false}}"#,
    );
    pinned(
        &ToGuest::Refused {
            about: About::Message {
                chat: chat(),
                number: Number(9),
            },
            refusal: Refusal::Gap {
                expected: Number(4),
            },
        },
        concat!(
            r#"{"refused":{"about":{"message":"#,
            r#"{"chat":"11111111111111111111111111111111","number":9}},"#,
            r#""refusal":{"gap":{"expected":4}}}}"#
        ),
    );
}

#[test]
fn an_operator_takes_a_seat_and_claims() {
    pinned(
        &FromOperator::Hello {
            version: 1,
            seat: seat(),
            chats: vec![HeldCursor {
                chat: chat(),
                lease: Lease(1),
                received: Seq(2),
            }],
            availability: None,
            until: None,
        },
        concat!(
            r#"{"hello":{"version":1,"seat":"22222222222222222222222222222222","#,
            r#""chats":[{"chat":"11111111111111111111111111111111","lease":1,"received":2}]}}"#
        ),
    );
    pinned(
        &FromOperator::Claim { chat: chat() },
        r#"{"claim":{"chat":"11111111111111111111111111111111"}}"#,
    );
    pinned(
        &FromOperator::Dismiss { chat: chat() },
        r#"{"dismiss":{"chat":"11111111111111111111111111111111"}}"#,
    );
    pinned(
        &FromOperator::Reconsider { chat: chat() },
        r#"{"reconsider":{"chat":"11111111111111111111111111111111"}}"#,
    );
    pinned(
        &FromOperator::TakeOver { chat: chat() },
        r#"{"take_over":{"chat":"11111111111111111111111111111111"}}"#,
    );
}

#[test]
fn an_operator_writes_and_ends() {
    pinned(
        &FromOperator::Message {
            chat: chat(),
            lease: Lease(1),
            message: message(),
        },
        concat!(
            r#"{"message":{"chat":"11111111111111111111111111111111","lease":1,"#,
            r#""message":{"number":4,"body":{"sealed":{"epoch":1,"text":"?OTR:AAMD."}}}}}"#
        ),
    );
    pinned(
        &FromOperator::Ack {
            chat: chat(),
            lease: Lease(1),
            received: Seq(2),
        },
        r#"{"ack":{"chat":"11111111111111111111111111111111","lease":1,"received":2}}"#,
    );
    pinned(
        &FromOperator::Typing {
            chat: chat(),
            lease: Lease(1),
            typing: true,
        },
        r#"{"typing":{"chat":"11111111111111111111111111111111","lease":1,"typing":true}}"#,
    );
    pinned(
        &FromOperator::End {
            chat: chat(),
            lease: Lease(1),
        },
        r#"{"end":{"chat":"11111111111111111111111111111111","lease":1}}"#,
    );
}

#[test]
fn an_operator_whose_program_reads_no_records_has_the_guest_asked() {
    pinned(
        &FromOperator::AskForEarlier {
            chat: chat(),
            lease: Lease(1),
        },
        r#"{"ask_for_earlier":{"chat":"11111111111111111111111111111111","lease":1}}"#,
    );
}

#[test]
fn an_operator_blocks_a_guest() {
    pinned(
        &FromOperator::Block {
            chat: chat(),
            lease: Lease(1),
        },
        r#"{"block":{"chat":"11111111111111111111111111111111","lease":1}}"#,
    );
    for (until, literal) in [(Some(Timestamp(5)), "5"), (None, "null")] {
        pinned(
            &ToOperator::Blocked {
                chat: chat(),
                until,
            },
            &format!(
                r#"{{"blocked":{{"chat":"11111111111111111111111111111111","until":{literal}}}}}"#
            ),
        );
    }
}

#[test]
fn operators_talk_among_themselves() {
    let text: ColleagueText = "Lunch?".parse().unwrap();
    for (to, literal) in [
        (Audience::Room, r#""room""#),
        (Audience::Operator(desk1()), r#"{"operator":"desk1"}"#),
    ] {
        pinned(
            &FromOperator::Tell {
                to: to.clone(),
                text: text.clone(),
            },
            &format!(r#"{{"tell":{{"to":{literal},"text":"Lunch?"}}}}"#),
        );
        pinned(
            &ToOperator::Told {
                by: desk1(),
                to,
                at: Timestamp(5),
                text: text.clone(),
            },
            &format!(r#"{{"told":{{"by":"desk1","to":{literal},"at":5,"text":"Lunch?"}}}}"#),
        );
    }
    pinned(
        &ToOperator::Refused {
            about: About::Colleagues,
            refusal: Refusal::Unavailable,
        },
        r#"{"refused":{"about":"colleagues","refusal":"unavailable"}}"#,
    );
}

#[test]
fn an_operator_is_offered_chats() {
    let offer = Offer {
        chat: chat(),
        guest: GuestLabel("Guest 6CYJ".to_owned()),
        kind: ChatKind::Sealed,
        skin: skin(),
        since: Timestamp(5),
        page: Some(page()),
        origin: Origin::New,
        absent_since: Some(Timestamp(7)),
        dismissed: false,
        entries: vec![],
    };
    pinned(
        &ToOperator::Offered(offer.clone()),
        concat!(
            r#"{"offered":{"chat":"11111111111111111111111111111111","guest":"Guest 6CYJ","#,
            r#""kind":"sealed","skin":"sealed","since":5,"page":"https://library.example/","#,
            r#""origin":"new","absent_since":7,"dismissed":false,"entries":[]}}"#
        ),
    );
    pinned(
        &ToOperator::OfferEnded {
            chat: chat(),
            end: OfferEnd::Answered { by: desk1() },
        },
        concat!(
            r#"{"offer_ended":{"chat":"11111111111111111111111111111111","#,
            r#""end":{"answered":{"by":"desk1"}}}}"#
        ),
    );
    pinned(
        &ToOperator::Welcome {
            operator: desk1(),
            now: Timestamp(6),
            waiting: Waiting {
                chats: 2,
                since: Some(Timestamp(4)),
            },
            offers: vec![],
            chats: vec![held_chat()],
            lapsed: vec![Lapsed {
                chat: chat(),
                now: Whereabouts::Held { by: desk1() },
            }],
            colleagues: vec![colleague()],
        },
        concat!(
            r#"{"welcome":{"operator":"desk1","now":6,"waiting":{"chats":2,"since":4},"offers":[],"chats":["#,
            r#"{"chat":"11111111111111111111111111111111","lease":1,"guest":"Guest 6CYJ","#,
            r#""kind":"sealed","epoch":1,"skin":"sealed","since":5,"page":null,"#,
            r#""origin":"new","handing":null,"absent_since":null,"#,
            r#""sent":{"accepted":3,"delivered":2},"entries":[]}],"#,
            r#""lapsed":[{"chat":"11111111111111111111111111111111","now":{"held":{"by":"desk1"}}}],"#,
            r#""colleagues":[{"operator":"desk1","display":"Ana","availability":{"status":"away","text":"lunch"},"#,
            r#""chats":2,"takes":false}]}}"#
        ),
    );
}

#[test]
fn the_log_says_what_happened() {
    for (content, literal) in [
        (
            Content::KeyExchange {
                epoch: Epoch(2),
                commit: commit(),
            },
            r#"{"key_exchange":{"epoch":2,"commit":"?OTR:AAMC."}}"#,
        ),
        (
            Content::Message {
                from: Party::Guest,
                body: message().body,
            },
            concat!(
                r#"{"message":{"from":"guest","#,
                r#""body":{"sealed":{"epoch":1,"text":"?OTR:AAMD."}}}}"#
            ),
        ),
        (
            Content::Closed {
                by: Closer::GuestGone,
            },
            r#"{"closed":{"by":"guest_gone"}}"#,
        ),
        (
            Content::Closed {
                by: Closer::Unanswered,
            },
            r#"{"closed":{"by":"unanswered"}}"#,
        ),
        (
            Content::Interrupted { operator: ana() },
            r#"{"interrupted":{"operator":"Ana"}}"#,
        ),
        (
            Content::HolderRefused { operator: ana() },
            r#"{"holder_refused":{"operator":"Ana"}}"#,
        ),
        (
            Content::Passing { operator: ana() },
            r#"{"passing":{"operator":"Ana"}}"#,
        ),
        (
            Content::Kept { operator: ana() },
            r#"{"kept":{"operator":"Ana"}}"#,
        ),
        (
            Content::EarlierAsked { lease: Lease(2) },
            r#"{"earlier_asked":{"lease":2}}"#,
        ),
        (
            Content::Notice {
                text: NoticeText::try_from("Please wait.".to_owned()).unwrap(),
            },
            r#"{"notice":{"text":"Please wait."}}"#,
        ),
    ] {
        pinned(&content, literal);
    }
}

#[test]
fn a_window_is_told_what_has_become_of_a_chat_it_held() {
    for (whereabouts, literal) in [
        (Whereabouts::KeyRefused, r#""key_refused""#),
        (Whereabouts::Waiting, r#""waiting""#),
        (
            Whereabouts::Moved {
                queue: "circulation".parse().unwrap(),
            },
            r#"{"moved":{"queue":"circulation"}}"#,
        ),
        (
            Whereabouts::Closed { by: Closer::Guest },
            r#"{"closed":{"by":"guest"}}"#,
        ),
        (Whereabouts::Forgotten, r#""forgotten""#),
    ] {
        pinned(&whereabouts, literal);
    }
    pinned(
        &ToOperator::Lapsed(Lapsed {
            chat: chat(),
            now: Whereabouts::KeyRefused,
        }),
        r#"{"lapsed":{"chat":"11111111111111111111111111111111","now":"key_refused"}}"#,
    );
}

#[test]
fn an_operator_is_told_how_a_chat_goes_on() {
    pinned(
        &ToOperator::Waiting(Waiting::default()),
        r#"{"waiting":{"chats":0,"since":null}}"#,
    );
    pinned(
        &ToOperator::Presence {
            chat: chat(),
            absent_since: Some(Timestamp(5)),
        },
        r#"{"presence":{"chat":"11111111111111111111111111111111","absent_since":5}}"#,
    );
    pinned(
        &ToOperator::Sent {
            chat: chat(),
            sent: sent(),
        },
        concat!(
            r#"{"sent":{"chat":"11111111111111111111111111111111","#,
            r#""sent":{"accepted":3,"delivered":2}}}"#
        ),
    );
    pinned(
        &ToOperator::Refused {
            about: About::Chat(chat()),
            refusal: Refusal::Answered,
        },
        concat!(
            r#"{"refused":{"about":{"chat":"11111111111111111111111111111111"},"#,
            r#""refusal":"answered"}}"#
        ),
    );
}

#[test]
fn an_operator_says_whether_they_take_chats_and_sees_who_else_does() {
    pinned(
        &FromOperator::Hello {
            version: 1,
            seat: seat(),
            chats: vec![],
            availability: Some(lunch()),
            until: Some(ChosenEnd {
                ends: Until::At(Timestamp(9)),
                chosen: Timestamp(8),
            }),
        },
        concat!(
            r#"{"hello":{"version":1,"seat":"22222222222222222222222222222222","#,
            r#""chats":[],"availability":{"status":"away","text":"lunch"},"until":{"ends":9,"chosen":8}}}"#
        ),
    );
    pinned(&Until::Never, r#""never""#);
    for (status, literal) in [
        (Status::Available, "available"),
        (Status::Chat, "chat"),
        (Status::Busy, "busy"),
        (Status::Away, "away"),
        (Status::ExtendedAway, "extended_away"),
    ] {
        let text = StatusText::default();
        let literal = format!(r#"{{"status":{{"status":"{literal}","text":""}}}}"#);
        pinned(
            &FromOperator::Status(Availability { status, text }),
            &literal,
        );
    }
    pinned(
        &ToOperator::Colleague(colleague()),
        concat!(
            r#"{"colleague":{"operator":"desk1","display":"Ana","#,
            r#""availability":{"status":"away","text":"lunch"},"chats":2,"takes":false}}"#
        ),
    );
    pinned(
        &ToOperator::ColleagueLeft { operator: desk1() },
        r#"{"colleague_left":{"operator":"desk1"}}"#,
    );
}

#[test]
fn a_chat_is_handed_on() {
    let note = NoteText::try_from("wants maps".to_owned()).unwrap();
    pinned(
        &FromOperator::Transfer {
            chat: chat(),
            lease: Lease(1),
            recipient: Recipient::Operator(desk1()),
            note: Some(note.clone()),
        },
        concat!(
            r#"{"transfer":{"chat":"11111111111111111111111111111111","lease":1,"#,
            r#""recipient":{"operator":"desk1"},"note":"wants maps"}}"#
        ),
    );
    pinned(
        &FromOperator::CancelTransfer {
            chat: chat(),
            lease: Lease(1),
        },
        r#"{"cancel_transfer":{"chat":"11111111111111111111111111111111","lease":1}}"#,
    );
    for (transfer, literal) in [
        (
            TransferState::Offered(handing()),
            r#"{"offered":{"recipient":{"queue":"circulation"},"until":9}}"#,
        ),
        (
            TransferState::Taken { by: desk1() },
            r#"{"taken":{"by":"desk1"}}"#,
        ),
        (
            TransferState::Declined { by: desk1() },
            r#"{"declined":{"by":"desk1"}}"#,
        ),
        (TransferState::TimedOut, r#""timed_out""#),
        (TransferState::Cancelled, r#""cancelled""#),
        (TransferState::Unavailable, r#""unavailable""#),
    ] {
        let literal = format!(
            r#"{{"transfer":{{"chat":"11111111111111111111111111111111","transfer":{literal}}}}}"#
        );
        let chat = chat();
        pinned(&ToOperator::Transfer { chat, transfer }, &literal);
    }
    for (origin, literal) in [
        (
            Origin::Continuation { of: desk1() },
            r#"{"continuation":{"of":"desk1"}}"#,
        ),
        (
            Origin::Transfer {
                by: desk1(),
                note: Some(note),
            },
            r#"{"transfer":{"by":"desk1","note":"wants maps"}}"#,
        ),
        (
            Origin::RolledOver {
                from: "circulation".parse().unwrap(),
                seconds: 60,
            },
            r#"{"rolled_over":{"from":"circulation","seconds":60}}"#,
        ),
        (
            Origin::TakenOver { from: desk1() },
            r#"{"taken_over":{"from":"desk1"}}"#,
        ),
    ] {
        pinned(&origin, literal);
    }
    pinned(
        &ToGuest::Moved {
            queue: "circulation".parse().unwrap(),
        },
        r#"{"moved":{"queue":"circulation"}}"#,
    );
}

#[test]
fn offers_end_and_things_are_refused() {
    for (end, literal) in [
        (OfferEnd::GuestLeft, r#""guest_left""#),
        (OfferEnd::Unanswered, r#""unanswered""#),
        (OfferEnd::Dismissed, r#""dismissed""#),
        (OfferEnd::Withdrawn, r#""withdrawn""#),
        (
            OfferEnd::Ended { by: desk1() },
            r#"{"ended":{"by":"desk1"}}"#,
        ),
        (
            OfferEnd::PassedOn {
                to: "circulation".parse().unwrap(),
            },
            r#"{"passed_on":{"to":"circulation"}}"#,
        ),
    ] {
        pinned(&end, literal);
    }
    for (refusal, literal) in [
        (
            Refusal::TooFast { wait_millis: 500 },
            r#"{"too_fast":{"wait_millis":500}}"#,
        ),
        (Refusal::Malformed, r#""malformed""#),
        (Refusal::OutOfOrder, r#""out_of_order""#),
        (Refusal::UnknownChat, r#""unknown_chat""#),
        (Refusal::Closed, r#""closed""#),
        (Refusal::LeaseLapsed, r#""lease_lapsed""#),
        (Refusal::WrongKind, r#""wrong_kind""#),
        (Refusal::EpochOver, r#""epoch_over""#),
        (Refusal::TooMany, r#""too_many""#),
        (Refusal::QueueFull, r#""queue_full""#),
        (Refusal::ChatFull, r#""chat_full""#),
        (Refusal::Transferring, r#""transferring""#),
        (Refusal::Unavailable, r#""unavailable""#),
        (Refusal::NotOffered, r#""not_offered""#),
    ] {
        pinned(&refusal, literal);
    }
}

#[test]
fn a_held_chat_says_how_handing_it_on_has_failed() {
    let held = HeldChat {
        outcome: Some(TransferState::Declined { by: desk1() }),
        ..held_chat()
    };
    pinned(
        &held,
        concat!(
            r#"{"chat":"11111111111111111111111111111111","lease":1,"guest":"Guest 6CYJ","#,
            r#""kind":"sealed","epoch":1,"skin":"sealed","since":5,"page":null,"#,
            r#""origin":"new","handing":null,"#,
            r#""outcome":{"declined":{"by":"desk1"}},"absent_since":null,"#,
            r#""sent":{"accepted":3,"delivered":2},"entries":[]}"#
        ),
    );
}

#[test]
fn a_readable_text_is_no_sealed_body() {
    let frame = r#"{"message":{"number":1,"body":{"sealed":{"epoch":1,"text":"hi"}}}}"#;
    let error = serde_json::from_str::<FromGuest>(frame).unwrap_err();
    assert!(
        error.to_string().contains("carries only OTR messages"),
        "{error}"
    );
}

#[test]
fn an_unknown_field_is_refused() {
    for frame in [
        r#"{"ack":{"received":2,"name":"x"}}"#,
        r#"{"message":{"number":1,"body":{"open":{"text":"hello"}},"name":"x"}}"#,
        r#"{"message":{"number":1,"body":{"open":{"text":"hello","name":"x"}}}}"#,
        r#"{"end":{"name":"x"}}"#,
    ] {
        assert!(serde_json::from_str::<FromGuest>(frame).is_err(), "{frame}");
    }
}

#[test]
fn what_is_not_one_frame_is_refused() {
    for frame in [
        "{}",
        r#"{"ack":{"received":2},"end":null}"#,
        r#"{"ack":{"received":2},"ack":{"received":2}}"#,
        r#"{"ack":{"received":2},"name":"x"}"#,
        r#""ack""#,
        r#""unknown""#,
        r#"["end"]"#,
    ] {
        assert!(serde_json::from_str::<FromGuest>(frame).is_err(), "{frame}");
    }
}
