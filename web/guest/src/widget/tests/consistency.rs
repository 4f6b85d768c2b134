//! No two sentences of a screen contradict each other, and no button does nothing.

use std::rc::Rc;

use hushdesk_protocol::frames::Refusal;
use hushdesk_web::session::comparison::Verdict;
use hushdesk_web::session::flow::Hold;
use hushdesk_web::session::line::Line;
use hushdesk_web::session::note::Note;

use super::*;

/// Every chat there can be, as far as one sees it.
fn all_chats() -> Vec<Conversation> {
    let operator = desk1;
    let fingerprint = || Fingerprint::from_bytes([7; 20]);
    let standings = [
        GuestStanding::Waiting { staffed: true },
        GuestStanding::Waiting { staffed: false },
        GuestStanding::Interrupted {
            operator: operator(),
        },
        GuestStanding::Exchanging {
            operator: operator(),
        },
        GuestStanding::Doubtful {
            operator: operator(),
            fingerprint: fingerprint(),
        },
        GuestStanding::Passing {
            operator: operator(),
            trust: None,
        },
        GuestStanding::Talking {
            operator: operator(),
            trust: Trust::Verified { name: None },
        },
        GuestStanding::LookingForAnother {
            refused: operator(),
            staffed: true,
        },
        GuestStanding::LookingForAnother {
            refused: operator(),
            staffed: false,
        },
        GuestStanding::Ending,
        GuestStanding::Over(End::By(Closer::Operator)),
        GuestStanding::Over(End::By(Closer::Unanswered)),
        GuestStanding::Over(End::Gone),
        GuestStanding::Over(End::QueueFull),
    ];
    let lines = [
        Line::Connecting,
        Line::Moving(NOW),
        Line::Up,
        Line::Down,
        Line::Elsewhere,
        Line::Refused(Refusal::OutOfOrder),
    ];
    let flows = [
        Flow::Free,
        Flow::Held(Hold::TooMany { until: NOW }),
        Flow::Full,
    ];
    let logs = [
        vec![ours("a", Delivery::Waiting)],
        vec![
            ours("a", Delivery::Delivered),
            Item::Note(Note::Service {
                text: "Somebody comes in a few minutes.".to_owned(),
            }),
        ],
    ];
    let mut chats = Vec::new();
    for standing in &standings {
        for line in lines {
            for flow in flows {
                for log in &logs {
                    for kind in [ChatKind::Sealed, ChatKind::Open] {
                        let mut view = chat(log.clone());
                        view.standing = standing.clone();
                        view.kind = kind;
                        view.line = line;
                        view.flow = flow;
                        chats.push(Conversation::begin(Rc::new(view)));
                    }
                }
            }
        }
    }
    chats.extend(comparisons().map(|comparison| {
        let mut view = chat(logs.concat());
        view.kind = ChatKind::Sealed;
        view.standing = GuestStanding::Talking {
            operator: operator(),
            trust: Trust::Compared {
                fingerprint: fingerprint(),
            },
        };
        view.comparison = comparison;
        Conversation::begin(Rc::new(view))
    }));
    chats
}

/// However it can go with comparing a secret.
fn comparisons() -> impl Iterator<Item = Comparison> {
    let question = Some("Which colour?".to_owned());
    let asked = [question, None].map(|question| Comparison::Asked { question });
    let waiting = [true, false].map(|ours| Comparison::Waiting { ours });
    let verdict = Verdict::Different;
    let over = Comparison::Over {
        ours: true,
        verdict,
    };
    asked.into_iter().chain(waiting).chain([over])
}

/// Every screen with a chat, with a word on what it shows.
fn all_screens() -> Vec<(String, Widget)> {
    let mut screens = Vec::new();
    for unreached in [false, true] {
        for mut chat in all_chats() {
            chat.unreached = unreached && chat.view.line == Line::Connecting;
            let word = format!("{:?} {:?}", chat.view, chat.unreached);
            let mut widget = asking();
            widget.stage = Stage::Talking(snippet().into(), Rc::new(chat));
            did(&mut widget, draft("And?"));
            screens.push((word, widget));
        }
    }
    screens
}

#[test]
fn that_what_is_written_is_kept_or_sent_is_said_only_where_something_can_be_written() {
    for (screen, widget) in all_screens() {
        let sentence = sentence(&widget).to_lowercase();
        if sentence.contains("what you write") {
            assert!(
                page(&widget).of_class("field").is_some(),
                "{sentence}: {screen}"
            );
        }
    }
}

#[test]
fn nobody_is_said_to_have_been_there_only_until_the_service_says_something() {
    for (screen, widget) in all_screens() {
        let text = page(&widget).text();
        let nobody = text.contains("Nobody is at the desk");
        assert!(!nobody || !text.contains("Somebody comes"), "{screen}");
    }
}

#[test]
fn nothing_is_said_to_be_unsent_where_something_was_sent() {
    for (screen, widget) in all_screens() {
        let text = page(&widget).text();
        // A queue that is full has taken nothing from the first.
        let delivered = text.contains("Somebody comes") && !screen.contains("QueueFull");
        let told = sentence(&widget).replace("nothing was sent to them", "");
        assert!(!delivered || !told.contains("nothing was sent"), "{screen}");
    }
}

#[test]
fn nobody_types_who_is_not_there() {
    let mut view = chat(Vec::new());
    view.typing = true;
    view.present = false;
    let widget = talking(view);
    assert!(page(&widget).of_class("typing").is_none());
}

#[test]
fn every_screen_of_a_chat_has_something_to_be_done_and_every_button_does_something() {
    for (screen, widget) in all_screens() {
        let before = page(&widget);
        let waits = screen.contains("Ending") && screen.contains("line: Up");
        let moving = screen.contains("Moving");
        let can_write = before.of_class("field").is_some();
        assert!(
            waits || moving || can_write || before.of_class("ask").is_some(),
            "{screen}"
        );
        for label in before.buttons() {
            let mut pressed = widget.clone();
            let action = action_of(&label, &pressed);
            let effects = did(&mut pressed, action);
            assert!(
                !effects.is_empty() || page(&pressed).text() != before.text(),
                "“{label}” does nothing: {screen}"
            );
        }
    }
}

#[test]
fn a_desk_that_is_not_reached_is_said_not_to_be_and_what_to_do() {
    let mut down = chat(vec![ours("Where?", Delivery::Waiting)]);
    down.standing = GuestStanding::Waiting { staffed: true };
    down.line = Line::Connecting;
    let mut widget = talking(down);
    assert_eq!(sentence(&widget), "Connecting…");
    widget.take(Event::Barred);
    let told = sentence(&widget);
    assert!(
        told.contains("cannot reach the desk from here, and nothing was sent"),
        "{told}"
    );
    assert!(told.contains("in another way"), "{told}");
    let mut up = chat(vec![ours("Where?", Delivery::Waiting)]);
    up.standing = GuestStanding::Waiting { staffed: true };
    widget.take(Event::Changed(Rc::new(up)));
    assert!(sentence(&widget).contains("Waiting for a librarian"));
}

#[test]
fn a_chat_that_the_guest_has_ended_offline_holds_nobody_up() {
    let mut ending = chat(vec![ours("Where?", Delivery::Waiting)]);
    ending.standing = GuestStanding::Ending;
    ending.line = Line::Down;
    let mut widget = talking(ending);
    assert!(sentence(&widget).starts_with("You ended the chat."));
    let effects = press(&mut widget, "Ask something else");
    assert_eq!(effects[..2], ["Forget", "KeepDraft(Draft(6 bytes))"]);
}
