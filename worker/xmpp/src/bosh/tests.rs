//! Requests of a program, and what they are answered with.

use super::*;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn request(rid: u64, inside: &str) -> Request {
    let text = format!(
        "<body rid='{rid}' sid='s' xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'>{inside}</body>"
    );
    Request::read(&text, "Pidgin 2.14.12 (libpurple 2.14.12)").unwrap()
}

fn poll(rid: u64) -> Request {
    request(rid, "")
}

fn says(rid: u64, word: &str) -> Request {
    request(rid, &format!("<{word} xmlns='jabber:client'/>"))
}

/// Polls whose first request, 10, has been answered by "hello".
fn begun() -> Bosh {
    let mut bosh = Bosh::begin("s".to_owned(), &poll(10), NOW);
    assert_eq!(bosh.take(Ticket(10), poll(10), NOW), []);
    bosh.say("<hello/>".to_owned());
    let answers = answers(bosh.settle(NOW));
    let (ticket, text) = answers.first().unwrap();
    assert_eq!(*ticket, 10);
    assert!(
        text.contains("sid='s'") && text.contains("<hello/>"),
        "{text}"
    );
    bosh
}

fn answers(outcomes: Vec<Outcome>) -> Vec<(u64, String)> {
    let answers = outcomes.into_iter().filter_map(|outcome| match outcome {
        Outcome::Answer(ticket, text) => Some((ticket.0, text)),
        Outcome::Said(_) | Outcome::Restarted | Outcome::Received(_) | Outcome::Closed => None,
    });
    answers.collect()
}

fn said(outcomes: &[Outcome]) -> Vec<String> {
    let said = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Said(stanza) => Some(stanza.name().to_owned()),
        Outcome::Restarted | Outcome::Received(_) | Outcome::Closed | Outcome::Answer(..) => None,
    });
    said.collect()
}

const EMPTY: &str = "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:stream='http://etherx.jabber.org/streams'/>";

#[test]
fn a_poll_is_held_until_there_is_something_to_say() {
    let mut bosh = begun();
    assert_eq!(bosh.take(Ticket(11), poll(11), NOW), [Outcome::Received(1)]);
    assert_eq!(bosh.settle(NOW), []);
    bosh.say("<a/>".to_owned());
    bosh.say("<b/>".to_owned());
    let text = EMPTY.replace("/>", "><a/><b/></body>");
    assert_eq!(answers(bosh.settle(NOW)), [(11, text)]);
}

#[test]
fn a_poll_that_is_held_for_long_is_answered_empty() {
    let mut bosh = begun();
    bosh.take(Ticket(11), poll(11), NOW);
    assert_eq!(bosh.settle(NOW.plus(HOLD_MILLIS - 1)), []);
    let answered = bosh.settle(NOW.plus(HOLD_MILLIS));
    assert_eq!(answers(answered), [(11, EMPTY.to_owned())]);
}

#[test]
fn another_request_lets_the_held_one_go() {
    let mut bosh = begun();
    bosh.take(Ticket(11), poll(11), NOW);
    let came = bosh.take(Ticket(12), says(12, "message"), NOW);
    assert_eq!(said(&came), ["message"]);
    assert_eq!(answers(bosh.settle(NOW)), [(11, EMPTY.to_owned())]);
    assert_eq!(bosh.settle(NOW), [], "the newer one is held");
}

#[test]
fn a_request_that_is_repeated_gets_the_answer_it_had() {
    let mut bosh = begun();
    bosh.take(Ticket(11), says(11, "message"), NOW);
    bosh.say("<a/>".to_owned());
    let first = answers(bosh.settle(NOW));
    let again = bosh.take(Ticket(12), says(11, "message"), NOW);
    assert_eq!(said(&again), [""; 0], "it is not taken twice");
    assert_eq!(answers(again).first().unwrap().1, first.first().unwrap().1);
}

#[test]
fn a_held_request_that_is_repeated_is_answered_wherever_it_has_come() {
    let mut bosh = begun();
    bosh.take(Ticket(11), poll(11), NOW);
    for ticket in [12, 13] {
        assert_eq!(bosh.take(Ticket(ticket), poll(11), NOW), []);
    }
    let fourth = bosh.take(Ticket(14), poll(11), NOW);
    assert_eq!(answers(fourth), [(11, EMPTY.to_owned())]);
    bosh.say("<a/>".to_owned());
    let answered = answers(bosh.settle(NOW));
    let tickets: Vec<u64> = answered.iter().map(|(ticket, _)| *ticket).collect();
    assert_eq!(tickets, [12, 13, 14]);
    assert!(answered.iter().all(|(_, text)| text.contains("<a/>")));
}

#[test]
fn an_early_request_that_is_repeated_is_answered_wherever_it_has_come() {
    let mut bosh = begun();
    for ticket in [12, 13] {
        assert_eq!(bosh.take(Ticket(ticket), says(12, "second"), NOW), []);
    }
    let both = bosh.take(Ticket(11), says(11, "first"), NOW);
    assert_eq!(said(&both), ["first", "second"]);
    bosh.say("<a/>".to_owned());
    bosh.say("<b/>".to_owned());
    bosh.settle(NOW);
    let ended = bosh.take(Ticket(14), poll(13), NOW);
    assert_eq!(said(&ended), [""; 0]);
    let tickets: Vec<u64> = answers(bosh.settle(NOW)).iter().map(|it| it.0).collect();
    assert_eq!(tickets, [12, 13]);
}

#[test]
fn requests_count_in_their_order_and_one_that_is_lost_is_given_up_soon() {
    let mut bosh = begun();
    let early = bosh.take(Ticket(12), says(12, "second"), NOW);
    assert_eq!(early, []);
    let both = bosh.take(Ticket(11), says(11, "first"), NOW.plus(200));
    assert_eq!(said(&both), ["first", "second"]);
    bosh.take(Ticket(14), says(14, "fourth"), NOW);
    assert_eq!(said(&bosh.settle(NOW.plus(OVERTAKEN_MILLIS - 1))), [""; 0]);
    assert_eq!(said(&bosh.settle(NOW.plus(OVERTAKEN_MILLIS))), ["fourth"]);
}

#[test]
fn a_request_far_from_the_others_is_none_of_them() {
    for (program, expected) in [
        ("libpurple", "<reset xmlns="),
        ("curl", "condition='item-not-found'"),
    ] {
        for rid in [9, 21] {
            let text = format!("<body rid='{rid}' xmlns='http://jabber.org/protocol/httpbind'/>");
            let request = Request::read(&text, program).unwrap();
            let mut bosh = begun();
            bosh.program = request.program;
            let answered = answers(bosh.take(Ticket(1), request, NOW));
            assert!(
                answered.first().unwrap().1.contains(expected),
                "{answered:?}"
            );
        }
    }
}

#[test]
fn whoever_says_goodbye_is_answered_and_gone() {
    let mut bosh = begun();
    bosh.take(Ticket(11), poll(11), NOW);
    let text = "<body rid='12' type='terminate' xmlns='http://jabber.org/protocol/httpbind'><presence xmlns='jabber:client' type='unavailable'/></body>";
    let goodbye = Request::read(text, "strophe").unwrap();
    let came = bosh.take(Ticket(12), goodbye, NOW);
    assert_eq!(said(&came), ["presence"]);
    assert_eq!(came.last(), Some(&Outcome::Closed));
    let told = answers(bosh.end(Ended::Terminated, NOW));
    assert_eq!(told.len(), 2);
    assert!(
        told.iter()
            .all(|(_, text)| text.contains("type='terminate'"))
    );
}

#[test]
fn a_program_is_gone_that_has_been_silent_since_its_last_answer() {
    let mut bosh = begun();
    assert!(!bosh.is_silent(NOW.plus(PURPLE_SILENCE_MILLIS - 1)));
    assert!(bosh.is_silent(NOW.plus(PURPLE_SILENCE_MILLIS)));
    bosh.take(Ticket(11), poll(11), NOW);
    assert!(
        !bosh.is_silent(NOW.plus(PURPLE_SILENCE_MILLIS)),
        "a held one is a sign"
    );
}

#[test]
fn more_than_an_answer_takes_comes_with_the_next() {
    let mut bosh = begun();
    let long = format!("<a>{}</a>", "x".repeat(ANSWER_BYTES / 2));
    for _ in 0..3 {
        bosh.say(long.clone());
    }
    bosh.take(Ticket(11), poll(11), NOW);
    let first = answers(bosh.settle(NOW));
    assert_eq!(first.first().unwrap().1.matches("<a>").count(), 1);
    let next = bosh.take(Ticket(12), poll(12), NOW);
    assert_eq!(next, [Outcome::Received(2)]);
}

#[test]
fn what_is_no_request_is_refused() {
    for text in [
        "",
        "<body/>",
        "<body xmlns='http://jabber.org/protocol/httpbind'/>",
        "<body rid='0' xmlns='http://jabber.org/protocol/httpbind'/>",
        "<body rid='9007199254740992' xmlns='http://jabber.org/protocol/httpbind'/>",
        "<body rid='a' xmlns='http://jabber.org/protocol/httpbind'/>",
        "<body rid='1' xmlns='http://jabber.org/protocol/httpbind'>",
        "<message rid='1' xmlns='http://jabber.org/protocol/httpbind'/>",
    ] {
        assert!(Request::read(text, "").is_err(), "{text}");
    }
    let long = format!(
        "<body rid='1' xmlns='http://jabber.org/protocol/httpbind'>{}</body>",
        " ".repeat(BODY_BYTES_MAX)
    );
    assert!(Request::read(&long, "").is_err());
}

#[test]
fn what_has_failed_is_answered_in_the_programs_own_words() {
    let condition = |text: &str| {
        let body: Element = text.parse().unwrap();
        assert_eq!(body.attr("type"), Some("terminate"));
        body.attr("condition").map(str::to_owned)
    };
    let other = Program::Other;
    for (text, expected) in [
        (failed(other), "internal-server-error"),
        (too_many(other), "policy-violation"),
        (lost(other), "item-not-found"),
        (malformed(other), "bad-request"),
    ] {
        assert_eq!(condition(&text).as_deref(), Some(expected));
    }
    for text in [failed(Program::Purple), too_many(Program::Purple)] {
        assert!(text.contains("<stream:error>") && !text.contains("terminate"));
    }
}
