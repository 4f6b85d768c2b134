//! What happens to the page, action by action.

use std::cmp::Ordering;

use hushdesk_protocol::frames::{Audience, Closer, Status, Waiting as FramesWaiting};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_web::session::desk::OfferStanding::{Answered, Claiming, Waiting};
use hushdesk_web::session::operator_session::Standing;

use super::super::announcement::Happening;
use super::super::fixtures::{chat, chat_id, desk, desk2, offer, room_line, sealed};
use super::*;
use crate::desk::shift::Presence;

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<DeskState> {
    actions
        .into_iter()
        .fold(Rc::default(), |state: Rc<DeskState>, action| {
            state.reduce(action)
        })
}

/// The reference desk before it has been answered.
fn connecting() -> Action {
    let mut desk = desk("reference", vec![], vec![]);
    desk.view.line = Line::Connecting;
    Action::Viewed(desk)
}

fn opened(state: &DeskState) -> Option<ChatId> {
    state.open().map(|(_, chat)| chat.chat.clone())
}

/// The reference desk with chats 1 and 2, and 1 is open.
fn with_two_chats(then: impl IntoIterator<Item = Action>) -> Rc<DeskState> {
    let begin = [connecting(), two_chats(), Action::Open(chat_id(1))];
    after(begin.into_iter().chain(then))
}

/// The reference desk with chats 1 and 2.
fn two_chats() -> Action {
    let chats = vec![chat(1, sealed()), chat(2, sealed())];
    Action::Viewed(desk("reference", vec![], chats))
}

/// What the guests of the chats are called.
fn guests(state: &DeskState) -> Vec<&str> {
    state.chats().map(|(_, chat)| &*chat.guest.0).collect()
}

/// The maps desk of desk1, where desk2 has said so many things to all.
fn maps_with(texts: u64) -> Action {
    let mut desk = desk("maps", vec![], vec![]);
    desk.view.operator = Some("desk1".parse().unwrap());
    let lines = (1..=texts).map(|id| room_line(id, "desk2", Audience::Room, id));
    desk.view.room = lines.collect::<Vec<_>>().into();
    Action::Viewed(desk)
}

#[test]
fn what_colleagues_say_is_unread_until_the_operator_looks_at_it() {
    let room = Thread::Room("maps".parse().unwrap());
    let talk = || Action::Talk(Some(room.clone()));
    let told = after([maps_with(0), maps_with(2)]);
    assert_eq!(told.unread_among(&room), 2);
    assert_eq!(told.next_thread(), Some(room.clone()));
    let told_all = Happening::ToldAll {
        by: desk2(),
        queue: "MAPS".to_owned(),
    };
    let announced = told.announcement().happenings();
    assert_eq!(announced, [told_all.clone(), told_all]);

    let read = told.reduce(talk());
    assert_eq!(read.unread_among(&room), 0);
    let goes_on = read.reduce(maps_with(3));
    assert_eq!(goes_on.unread_among(&room), 0, "it is before one's eyes");
    let away = goes_on.reduce(Action::Away(true)).reduce(maps_with(4));
    assert_eq!(away.unread_among(&room), 1);
    assert_eq!(away.reduce(Action::Away(false)).unread_among(&room), 0);
}

#[test]
fn a_talk_among_colleagues_gives_way_to_what_is_known_of_the_chat_and_keeps_what_was_begun() {
    let room = Thread::Room("maps".parse().unwrap());
    let draft = Action::TalkDraft(room.clone(), "half a".to_owned());
    let state = after([maps_with(0), Action::Talk(Some(room.clone())), draft]);
    assert_eq!(state.thread(), Some(&room));
    let state = state.reduce(Action::About(true));
    assert_eq!((state.thread(), state.draft_among(&room)), (None, "half a"));
}

#[test]
fn a_guest_is_called_as_the_operator_says_until_they_say_otherwise() {
    let rename = |name: Option<&str>| {
        let name = name.map(|name| name.parse().unwrap());
        Action::Rename(chat_id(1), name)
    };
    let named = with_two_chats([
        rename(Some("Jonas")),
        rename(Some("Jonas, maps")),
        two_chats(),
    ]);
    assert_eq!(guests(&named), ["Jonas, maps", "Guest 2"]);
    assert_eq!(named.label(&chat_id(1)).unwrap().0, "Guest 1");
    assert_eq!(named.label(&chat_id(2)), None);

    let place = named.place();
    let resumed = DeskState::resuming(Names::default(), Availability::default(), &place, None);
    let resumed = Rc::new(resumed).reduce(two_chats());
    assert_eq!(guests(&resumed), ["Jonas, maps", "Guest 2"]);

    let unnamed = resumed.reduce(rename(None));
    assert_eq!(guests(&unnamed), ["Guest 1", "Guest 2"]);
    assert_eq!(unnamed.label(&chat_id(1)), None);
    let named_and_put_away = named.reduce(Action::PutAway(chat_id(1)));
    assert!(named_and_put_away.place().nicknames.is_empty());
}

#[test]
fn what_a_guest_is_called_is_the_same_where_several_queues_show_the_chat() {
    let rename = Action::Rename(chat_id(1), Some("Jonas".parse().unwrap()));
    let elsewhere = Action::Viewed(desk("maps", vec![], vec![chat(1, sealed())]));
    let named = with_two_chats([elsewhere, rename.clone(), rename]);
    assert_eq!(guests(&named), ["Jonas", "Guest 2", "Jonas"]);
    let unnamed = named.reduce(Action::Rename(chat_id(1), None));
    assert_eq!(guests(&unnamed), ["Guest 1", "Guest 2", "Guest 1"]);
}

#[test]
fn offers_of_all_queues_stand_in_one_list_the_longest_waiting_first() {
    let state = after([
        Action::Viewed(desk(
            "reference",
            vec![offer(3, Waiting), offer(9, Claiming)],
            vec![],
        )),
        Action::Viewed(desk(
            "circulation",
            vec![offer(5, Answered { by: desk2() })],
            vec![],
        )),
    ]);
    let since: Vec<_> = state
        .offers()
        .into_iter()
        .map(|(desk, offer)| (desk.queue.name.as_str(), offer.offer.since.0))
        .collect();
    assert_eq!(
        since,
        [("reference", 3), ("circulation", 5), ("reference", 9)]
    );
    assert_eq!(state.waiting(), 2);
}

#[test]
fn a_won_chat_is_opened() {
    let mine = chat(1, sealed());
    let state = after([
        Action::Viewed(desk(
            "reference",
            vec![offer(2, Claiming)],
            vec![mine.clone()],
        )),
        Action::Viewed(desk(
            "reference",
            vec![],
            vec![mine, chat(2, Standing::Exchanging)],
        )),
    ]);
    assert_eq!(opened(&state), Some(chat_id(2)));
}

#[test]
fn a_lost_chat_leaves_the_open_one_open() {
    let mine = chat(1, sealed());
    let state = after([
        Action::Viewed(desk(
            "reference",
            vec![offer(2, Claiming)],
            vec![mine.clone()],
        )),
        Action::Open(chat_id(1)),
        Action::Viewed(desk(
            "reference",
            vec![offer(2, Answered { by: desk2() })],
            vec![mine],
        )),
    ]);
    assert_eq!(opened(&state), Some(chat_id(1)));
}

#[test]
fn after_a_reload_the_chat_that_was_open_is_open_again_and_nothing_is_announced() {
    let state = Rc::new(DeskState::resuming(
        Names::default(),
        Availability::default(),
        &Place::default(),
        Some(chat_id(2)),
    ));
    let state = state.reduce(connecting()).reduce(two_chats());
    assert_eq!(opened(&state), Some(chat_id(2)));
    assert_eq!(state.announcement().happenings(), []);
}

#[test]
fn a_chat_that_comes_back_by_another_queue_is_there_once_and_open() {
    let handed_on = Standing::HandedOn { to: desk2() };
    let left = Action::Viewed(desk("reference", vec![], vec![chat(1, handed_on)]));
    let back = Action::Viewed(desk("circulation", vec![], vec![chat(1, sealed())]));
    let state = after([
        connecting(),
        two_chats(),
        Action::Open(chat_id(1)),
        left,
        back,
    ]);
    assert_eq!(state.chats().count(), 1);
    let (queue, open) = state.open().unwrap();
    assert_eq!(
        (queue.name.as_str(), &open.standing),
        ("circulation", &sealed())
    );
}

#[test]
fn the_status_is_what_was_chosen_here_or_in_another_window_and_not_what_a_queue_is_left_with() {
    let saying = |status, presence| {
        let mut desk = desk("reference", vec![], vec![]);
        desk.presence = presence;
        desk.view.availability.status = status;
        Action::Viewed(desk)
    };
    let chose = |status| {
        Action::Chose(Availability {
            status,
            ..Availability::default()
        })
    };
    let staffing = Some(Presence::Staffing);
    let state = after([chose(Status::Chat), saying(Status::Chat, staffing)]);
    let state = state.reduce(saying(Status::Busy, staffing));
    assert_eq!(state.availability().status, Status::Busy, "another window");

    let left = state.reduce(saying(Status::Away, Some(Presence::Leaving)));
    assert_eq!(left.availability().status, Status::Busy);
    let gone = left.reduce(saying(Status::Available, None));
    assert_eq!(gone.availability().status, Status::Busy);
}

#[test]
fn messages_elsewhere_are_counted_until_one_looks() {
    let wrote = |digit| Action::Wrote(chat_id(digit));
    let state = with_two_chats([wrote(1), wrote(2), wrote(2)]);
    assert_eq!(
        (state.unread(&chat_id(1)), state.unread(&chat_id(2))),
        (0, 2)
    );

    let state = state.reduce(Action::Open(chat_id(2)));
    assert_eq!(state.unread_of_all(), 0);
}

#[test]
fn what_comes_into_the_open_chat_of_a_hidden_window_is_unread_until_it_is_shown() {
    let state = with_two_chats([Action::Away(true), Action::Wrote(chat_id(1))]);
    assert_eq!(state.unread_of_all(), 1);
    assert_eq!(state.reduce(Action::Away(false)).unread_of_all(), 0);
}

#[test]
fn each_chat_keeps_its_own_draft_until_it_is_put_away() {
    let draft = |digit, draft: &str| Action::Draft {
        chat: chat_id(digit),
        draft: draft.to_owned(),
    };
    let state = with_two_chats([draft(1, "one"), draft(2, "two"), Action::Open(chat_id(2))]);
    assert_eq!(
        (state.draft(&chat_id(1)), state.draft(&chat_id(2))),
        ("one", "two")
    );

    let one_left = Action::Viewed(desk("reference", vec![], vec![chat(1, sealed())]));
    let state = state.reduce(one_left).reduce(Action::PutAway(chat_id(2)));
    assert_eq!((state.draft(&chat_id(2)), opened(&state)), ("", None));
    assert_eq!(state.draft(&chat_id(1)), "one");
}

#[test]
fn a_conversation_stays_with_its_draft_when_its_queue_is_left() {
    let draft = Action::Draft {
        chat: chat_id(1),
        draft: "half a sentence".to_owned(),
    };
    let closed = Standing::Closed { by: Closer::Guest };
    let mut left = desk(
        "reference",
        vec![offer(5, Waiting)],
        vec![chat(1, closed.clone())],
    );
    left.presence = None;
    left.view.line = Line::Connecting;
    let state = with_two_chats([draft, Action::Viewed(left.clone())]);
    let (_, open) = state.open().unwrap();
    assert_eq!((&open.chat, &open.standing), (&chat_id(1), &closed));
    assert_eq!(state.draft(&chat_id(1)), "half a sentence");
    assert_eq!(state.offers(), [], "nothing is offered there");
    assert!(!state.is_cut_off(), "and nothing is waited for");

    left.view.chats.clear();
    let state = state.reduce(Action::Viewed(left));
    assert_eq!((state.desks().len(), opened(&state)), (0, None));
}

#[test]
fn what_was_kept_of_a_place_is_there_before_any_queue_has_answered() {
    let place = Place {
        drafts: BTreeMap::from([(chat_id(2), "half a sentence".to_owned())]),
        unread: BTreeMap::from([(chat_id(1), 3)]),
        nicknames: BTreeMap::new(),
        queues: vec![],
    };
    let names = Names::default();
    let open = Some(chat_id(2));
    let state = DeskState::resuming(names, Availability::default(), &place, open);
    let mut kept = desk(
        "reference",
        vec![],
        vec![chat(1, sealed()), chat(2, sealed())],
    );
    kept.view.line = Line::Connecting;
    let state = Rc::new(state).reduce(Action::Viewed(kept));
    assert_eq!(opened(&state), Some(chat_id(2)));
    assert_eq!(state.draft(&chat_id(2)), "half a sentence");
    assert_eq!(state.unread_of_all(), 3);
    assert_eq!(state.place().drafts, place.drafts);
    assert_eq!(state.place().queues.len(), 1);
}

#[test]
fn guests_who_are_gone_stand_behind_those_who_are_there() {
    let mut gone = offer(1, Waiting);
    gone.offer.absent_since = Some(Timestamp(4));
    let offers = vec![gone, offer(2, Waiting), offer(3, Waiting)];
    let state = after([Action::Viewed(desk("reference", offers, vec![]))]);
    let since: Vec<_> = state
        .offers()
        .into_iter()
        .map(|(_, offer)| offer.offer.since.0)
        .collect();
    assert_eq!(since, [2, 3, 1]);
}

#[test]
fn those_who_wait_for_anybody_are_counted_at_all_staffed_queues() {
    let waiting = |queue: &str, chats, since, presence| {
        let mut desk = desk(queue, vec![], vec![]);
        desk.presence = Some(presence);
        desk.view.waiting = FramesWaiting {
            chats,
            since: Some(Timestamp(since)),
        };
        Action::Viewed(desk)
    };
    let state = after([
        waiting("reference", 2, 70, Presence::Staffing),
        waiting("circulation", 1, 50, Presence::Staffing),
        waiting("maps", 9, 1, Presence::Leaving),
    ]);
    let waiting = state.waiting_for_anybody();
    assert_eq!(waiting.chats, 3);
    assert_eq!(waiting.longest.map(|(since, _)| since), Some(Timestamp(50)));
}

#[test]
fn nobody_hears_of_an_operator_whose_connection_is_lost_or_whose_place_is_taken() {
    let mut down = desk("reference", vec![], vec![]);
    down.view.line = Line::Down;
    let up = Action::Viewed(desk("reference", vec![], vec![]));
    assert!(after([up.clone()]).is_heard());
    assert!(!after([up.clone(), Action::Viewed(down)]).is_heard());
    assert!(!after([up, Action::Replaced]).is_heard());
}

#[test]
fn the_keys_go_to_the_chat_before_and_after_and_stop_at_the_ends() {
    let state = with_two_chats([]);
    assert_eq!(state.beside(Ordering::Less), None);
    assert_eq!(state.beside(Ordering::Greater), Some(chat_id(2)));

    let none_open = state.reduce(Action::Leave);
    assert_eq!(none_open.beside(Ordering::Greater), Some(chat_id(1)));
}
