//! An operator's end whose operator seals in a program of their own:
//! - sealed lines come out as they came, and go in as they are;
//! - numbers, leases and acknowledgements are the session's, over cut lines and reloads too;
//! - a line that a new key exchange has overtaken is given up: nobody here can seal it again;
//! - what is not sealed does not go.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::logs::{ours, theirs};
use common::sealed::{acknowledges, begins, held_sealed, line, of_guest, says, sealed};
use common::window::{Window, chat};
use hushdesk_protocol::frames::{About, Refusal, Sent, ToOperator};
use hushdesk_protocol::ids::Number;
use hushdesk_session::desk::DeskEvent;
use hushdesk_session::operator_session::{Earlier, Standing};
use hushdesk_session::sealing::PassThrough;
use hushdesk_session::text::Text;

const COMMIT: &str = "?OTR:AAMCAAAB.";
const DH_KEY: &str = "?OTR:AAMKAAAC.";
const HELLO: &str = "?OTR:AAMDAAAD.";
const ANSWER: &str = "?OTR:AAMDAAAE.";

fn passing(text: &str) -> Text {
    Text::passing(line(text))
}

/// A window that holds a sealed chat, with the guest's commit.
fn holding() -> Window<PassThrough> {
    let mut window = Window::sealing(PassThrough);
    let commit = begins(4, 1, COMMIT);
    let frames = window.connect(held_sealed(1, 0, vec![commit]));
    assert_eq!(frames, [acknowledges(4)]);
    window
}

/// What has come out.
fn read(window: &Window<PassThrough>) -> Vec<String> {
    theirs(&window.chat().log)
}

/// How far what went in has got.
fn deliveries(window: &Window<PassThrough>) -> Vec<&'static str> {
    let ours = ours(&window.chat().log).into_iter();
    ours.map(|(_, delivery)| delivery).collect()
}

fn is_sent(window: &mut Window<PassThrough>, accepted: u64, delivered: u64) {
    let sent = Sent {
        accepted: Number(accepted),
        delivered: Number(delivered),
    };
    window.hears(ToOperator::Sent { chat: chat(), sent });
}

#[test]
fn sealed_lines_come_out_as_they_came_and_go_in_as_they_are() {
    let mut window = holding();
    assert_eq!(window.passes(passing(DH_KEY)), [says(1, sealed(1, DH_KEY))]);
    let frames = window.gets(of_guest(5, sealed(1, HELLO)));
    assert_eq!(frames, [acknowledges(5)]);
    assert_eq!(window.passes(passing(ANSWER)), [says(2, sealed(1, ANSWER))]);
    assert_eq!(read(&window), [COMMIT, HELLO]);
    is_sent(&mut window, 2, 2);
    assert_eq!(deliveries(&window), ["delivered", "delivered"]);
}

#[test]
fn an_entry_comes_out_once_however_often_it_comes() {
    let mut window = holding();
    window.gets(of_guest(5, sealed(1, HELLO)));
    assert_eq!(window.gets(of_guest(5, sealed(1, HELLO))), []);
    assert_eq!(read(&window), [COMMIT, HELLO]);
}

#[test]
fn what_the_queue_has_not_taken_goes_again_under_its_number_when_the_line_is_back() {
    let mut window = holding();
    window.passes(passing(DH_KEY));
    window.does(DeskEvent::Disconnected);
    assert_eq!(
        window.passes(passing(ANSWER)),
        [],
        "it waits for the line to be back"
    );
    let frames = window.connect(held_sealed(1, 0, Vec::new()));
    let again = [says(1, sealed(1, DH_KEY)), says(2, sealed(1, ANSWER))];
    assert_eq!(frames, again);
}

#[test]
fn after_a_reload_lines_go_on_passing_and_nobody_is_asked_for_other_keys() {
    let mut window = holding();
    window.passes(passing(DH_KEY));
    window.passes(passing(ANSWER));
    window.reload();
    let news = of_guest(5, sealed(1, HELLO));
    let frames = window.connect(held_sealed(1, 1, vec![news]));
    assert_eq!(
        frames,
        [acknowledges(5), says(2, sealed(1, ANSWER))],
        "what the queue has not taken, once"
    );
    assert_eq!(read(&window), [COMMIT, HELLO]);
}

#[test]
fn a_new_key_exchange_comes_out_too_and_gives_up_what_was_sealed_before() {
    let mut window = holding();
    window.passes(passing(DH_KEY));
    is_sent(&mut window, 1, 1);
    window.passes(passing(ANSWER));
    let frames = window.gets(begins(6, 2, COMMIT));
    assert_eq!(frames, [acknowledges(6)], "nothing is sealed again");
    assert_eq!(deliveries(&window), ["delivered", "unsent"]);
    let frames = window.gets(of_guest(7, sealed(1, HELLO)));
    assert_eq!(frames, [acknowledges(7)]);
    assert_eq!(
        read(&window),
        [COMMIT, COMMIT],
        "a line of the former epoch is nobody's"
    );
    assert_eq!(window.passes(passing(DH_KEY)), [says(3, sealed(2, DH_KEY))]);
}

#[test]
fn a_line_whose_epoch_is_over_is_given_up_and_what_is_held_up_is_not() {
    let mut window = holding();
    window.passes(passing(DH_KEY));
    window.passes(passing(ANSWER));
    let refused = |number: u64, refusal| ToOperator::Refused {
        about: About::Message {
            chat: chat(),
            number: Number(number),
        },
        refusal,
    };
    assert_eq!(window.hears(refused(1, Refusal::EpochOver)), []);
    assert_eq!(window.hears(refused(2, Refusal::TooMany)), []);
    assert_eq!(deliveries(&window), ["unsent", "sending"]);
    assert_eq!(
        window.does(DeskEvent::Woke),
        [says(2, sealed(1, ANSWER))],
        "there may be room now"
    );
}

#[test]
fn earlier_messages_are_not_to_be_asked_for_without_keys() {
    let mut window = Window::sealing(PassThrough);
    window.connect(held_sealed(1, 3, Vec::new()));
    assert_eq!(window.chat().earlier, Earlier::None);
    assert_eq!(window.does(DeskEvent::AskForEarlier(chat())), []);
}

#[test]
fn what_is_not_sealed_does_not_go() {
    let mut window = holding();
    let readable = Text::typed("Where is the map room?").unwrap();
    assert_eq!(window.passes(readable), []);
    assert_eq!(deliveries(&window), ["waiting"]);
    assert_eq!(window.passes(passing(DH_KEY)), [says(1, sealed(1, DH_KEY))]);
}

#[test]
fn with_the_lease_nothing_passes_any_more() {
    let mut window = holding();
    window.passes(passing(DH_KEY));
    window.hears(ToOperator::Refused {
        about: About::Message {
            chat: chat(),
            number: Number(1),
        },
        refusal: Refusal::LeaseLapsed,
    });
    assert_eq!(window.chat().standing, Standing::Lapsed { now: None });
    assert_eq!(window.passes(passing(ANSWER)), []);
    assert_eq!(deliveries(&window), ["unsent"]);
}
