//! A guest opens a chat: it is offered to all who staff the queue, and the guest can come back to it.

mod common;

use common::*;
use durable_queue::Closing;
use durable_queue::limits::CHATS_MAX;
use durable_queue::{ConnectionId, Event};
use hushdesk_protocol::frames::{
    About, ChatKind, GuestChat, Opening, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Seq, Visit};

#[test]
fn a_chat_is_offered_to_all_operators_and_says_nothing_of_its_content() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.hello(2, bob(), vec![]);

    let says = world.open(3, 1, sealed());

    let offered = ToOperator::Offered(offer(1, ChatKind::Sealed, 0));
    assert_eq!(
        says,
        [
            admit_guest(3, 1),
            to_guest(
                3,
                ToGuest::Chat(guest_chat(
                    world.now.0,
                    ChatKind::Sealed,
                    sent(1, 0),
                    vec![]
                ))
            ),
            to_operator(1, offered.clone()),
            to_operator(2, offered),
        ]
    );
}

#[test]
fn opened_again_with_the_same_token_it_is_the_same_chat() {
    let mut world = World::default();
    world.hello(1, ann(), vec![]);
    world.open(2, 1, Opening::Open);

    let says = world.open(3, 1, Opening::Open);

    let presence = ToOperator::Presence {
        chat: id(1),
        absent_since: None,
    };
    assert_eq!(
        says,
        [
            close(2, Closing::Replaced),
            admit_guest(3, 1),
            to_guest(
                3,
                ToGuest::Chat(GuestChat {
                    visit: Visit(2),
                    ..guest_chat(world.now.0, ChatKind::Open, sent(0, 0), vec![])
                })
            ),
            to_operator(1, presence),
        ]
    );
}

#[test]
fn another_token_and_another_chat_are_not_told_apart() {
    let mut world = World::default();
    world.open(2, 1, Opening::Open);
    let resume = |chat, token| Event::GuestResumed {
        from: None,
        connection: ConnectionId(3),
        chat,
        token,
        received: Seq(0),
        visit: Visit(0),
    };

    for (chat, shown) in [(1, 7), (5, 5)] {
        let says = world.handle(resume(id(chat), token(shown)));

        let about = About::Chat(id(chat));
        let refused = ToGuest::Refused {
            about,
            refusal: Refusal::UnknownChat,
        };
        assert_eq!(says, [to_guest(3, refused), close(3, Closing::Refused)]);
    }
}

#[test]
fn a_full_queue_takes_no_more_and_says_so() {
    let mut world = World::default();
    for number in 0..CHATS_MAX {
        let bytes = u128::try_from(number + 1_000).unwrap().to_be_bytes();
        let opened = opening(ChatId::from_bytes(bytes), 1, Opening::Open);
        let connection = ConnectionId(2);
        world.queue.handle(
            Event::GuestOpened {
                connection,
                opened,
                from: None,
            },
            world.now,
        );
    }

    let opened = opening(id(1), 1, Opening::Open);
    let connection = ConnectionId(9);
    let says = world.queue.handle(
        Event::GuestOpened {
            connection,
            opened,
            from: None,
        },
        world.now,
    );

    let about = About::Chat(id(1));
    let refused = ToGuest::Refused {
        about,
        refusal: Refusal::QueueFull,
    };
    assert_eq!(says, [to_guest(9, refused), close(9, Closing::Refused)]);
}

#[test]
fn who_speaks_before_being_admitted_is_refused() {
    let mut world = World::default();

    let says = world.guest(4, durable_queue::GuestSays::End);

    let refused = ToGuest::Refused {
        about: About::Socket,
        refusal: Refusal::OutOfOrder,
    };
    assert_eq!(says, [to_guest(4, refused)]);
}
