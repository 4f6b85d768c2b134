//! Random schedules: both write while lines are cut, frames are lost with them, pages are reloaded and the
//! server is killed. In the end, once all are connected and everything has arrived:
//! - the guest has read what the operator wrote, each text once and in order;
//! - every window of the operator has read each text of the guest at most once and in order, and together
//!   they have read all of them;
//! - nothing is left undelivered;
//! - where pages are left and gone back to, no page of either end shows as delivered what the other end has not read;
//! - where a chat is handed on, all operators together have read what the guest wrote, and the guest and whoever
//!   holds it at last can talk.
//!
//! `PROPTEST_CASES=10000 cargo test -p hushdesk-web --test schedules` runs more of them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeSet;

use common::cases::cases;
use common::desk_window::DeskWindow;
use common::guest_window::GuestWindow;
use common::logs::ours;
use common::world::{Seal, World, chat};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::{GuestEvent, GuestStanding};
use hushdesk_web::session::log::Log;
use hushdesk_web::session::operator_session::ChatView;
use proptest::prelude::*;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Step {
    GuestWrites,
    GuestEffect,
    FromGuest,
    ToGuest,
    CutGuest {
        noticed: bool,
    },
    ConnectGuest,
    ReloadGuest,
    /// The guest goes to the next page, or back to the one before.
    TurnPage {
        noticed: bool,
    },
    Crash,
    Settle,
    At(usize, DeskStep),
}

/// One thing that happens at a desk.
#[derive(Clone, Copy, Debug)]
enum DeskStep {
    Writes,
    Says,
    Hears,
    Cut {
        noticed: bool,
    },
    Connect,
    /// With what was kept.
    Reload,
    /// With nothing.
    BeginAnew,
    TurnPage,
    HandOn,
    Keep,
    Claim,
}

fn step_of_the_guest() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::GuestWrites),
        8 => Just(Step::GuestEffect),
        8 => Just(Step::FromGuest),
        8 => Just(Step::ToGuest),
        2 => any::<bool>().prop_map(|noticed| Step::CutGuest { noticed }),
        4 => Just(Step::ConnectGuest),
        1 => Just(Step::ReloadGuest),
        1 => Just(Step::Crash),
        1 => Just(Step::Settle),
    ]
}

fn step_at_a_desk() -> impl Strategy<Value = DeskStep> {
    prop_oneof![
        4 => Just(DeskStep::Writes),
        8 => Just(DeskStep::Says),
        8 => Just(DeskStep::Hears),
        2 => any::<bool>().prop_map(|noticed| DeskStep::Cut { noticed }),
        4 => Just(DeskStep::Connect),
    ]
}

/// Without a reload of the operator's page.
fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        37 => step_of_the_guest(),
        26 => step_at_a_desk().prop_map(|step| Step::At(0, step)),
    ]
}

fn step_or_reload_of_the_desk() -> impl Strategy<Value = Step> {
    prop_oneof![
        59 => step(),
        1 => Just(Step::At(0, DeskStep::BeginAnew)),
    ]
}

fn step_or_reload_with_what_was_kept() -> impl Strategy<Value = Step> {
    prop_oneof![
        30 => step(),
        1 => Just(Step::At(0, DeskStep::Reload)),
    ]
}

fn step_or_turn_of_a_page() -> impl Strategy<Value = Step> {
    prop_oneof![
        30 => step(),
        2 => any::<bool>().prop_map(|noticed| Step::TurnPage { noticed }),
        1 => Just(Step::At(0, DeskStep::TurnPage)),
        1 => Just(Step::At(0, DeskStep::Reload)),
    ]
}

/// With two desks, and a chat that goes from one to the other.
fn step_or_transfer() -> impl Strategy<Value = Step> {
    let at_a_desk = prop_oneof![
        26 => step_at_a_desk(),
        3 => Just(DeskStep::HandOn),
        3 => Just(DeskStep::Claim),
        1 => Just(DeskStep::Keep),
        1 => Just(DeskStep::Reload),
    ];
    prop_oneof![
        37 => step_of_the_guest(),
        52 => (0..2_usize, at_a_desk).prop_map(|(desk, step)| Step::At(desk, step)),
    ]
}

/// A world, and what was written and read in it.
struct Story {
    world: World,
    guest_wrote: Vec<String>,
    operator_wrote: Vec<String>,
    /// What each window of the operator has read, the last one at the end.
    windows: Vec<Vec<String>>,
    /// What was ever to be read at a desk.
    read: BTreeSet<String>,
    /// What was ever to be read by the guest.
    heard: BTreeSet<String>,
    /// The pages that are in the browser's memory.
    other_page: Option<GuestWindow>,
    other_desk: Option<DeskWindow>,
}

impl Story {
    fn begin(seed: u64, desks: u8, seal: &Seal) -> Self {
        let mut world = World::new(seed, desks, seal, "g0");
        world.settle();
        world.claim(0);
        world.settle();
        Self {
            world,
            guest_wrote: vec!["g0".to_owned()],
            operator_wrote: Vec::new(),
            windows: Vec::new(),
            read: BTreeSet::new(),
            heard: BTreeSet::new(),
            other_page: None,
            other_desk: None,
        }
    }

    fn take(&mut self, step: Step) {
        let world = &mut self.world;
        match step {
            Step::GuestWrites => {
                let text = format!("g{}", self.guest_wrote.len());
                world.guest_writes(&text);
                // Kept at once, as a page does that is not closed in the same moment.
                world.guest.run_all();
                self.guest_wrote.push(text);
            }
            Step::GuestEffect => {
                world.guest.run_one();
            }
            Step::FromGuest => {
                world.carry_from_guest();
            }
            Step::ToGuest => {
                world.carry_to_guest();
            }
            Step::CutGuest { noticed } => world.cut_guest(noticed),
            Step::ConnectGuest => world.connect_guest(),
            Step::ReloadGuest => world.reload_guest(),
            Step::TurnPage { noticed } => {
                let page = self.other_page.take();
                let page = page.unwrap_or_else(|| world.guest.another_page(&mut world.rng));
                let mut left = world.go_to_the_guests_page(page, noticed);
                if world.guest.view().kind == ChatKind::Open {
                    // In an open chat numbers alone do not tell two pages apart: the queue's word does.
                    left.handle(GuestEvent::Replaced, world.now, &mut world.rng);
                    left.run_all();
                }
                self.other_page = Some(left);
            }
            Step::Crash => world.crash(),
            Step::Settle => world.settle(),
            Step::At(desk, step) => self.take_at(desk, step),
        }
        self.look();
    }

    fn take_at(&mut self, desk: usize, step: DeskStep) {
        let world = &mut self.world;
        match step {
            DeskStep::Writes => self.write(desk),
            DeskStep::Says => {
                world.carry_from_desk(desk);
            }
            DeskStep::Hears => {
                world.carry_to_desk(desk);
            }
            DeskStep::Cut { noticed } => world.cut_desk(desk, noticed),
            DeskStep::Connect => world.connect_desk(desk),
            DeskStep::Reload => world.reload_desk(desk),
            DeskStep::BeginAnew => {
                self.windows.push(read_in(world, desk));
                world.begin_desk_anew(desk);
            }
            DeskStep::TurnPage => {
                let page = self.other_desk.take();
                let page = page.unwrap_or_else(|| world.desks[desk].another_page());
                let mut left = world.go_to_the_desks_page(desk, page);
                if world.guest.view().kind == ChatKind::Open {
                    left.handle(DeskEvent::Replaced, world.now, &mut world.rng);
                }
                self.other_desk = Some(left);
            }
            DeskStep::HandOn => world.hand_on(desk, 1 - desk),
            DeskStep::Keep => world.at_desk(desk, DeskEvent::CancelTransfer(chat())),
            DeskStep::Claim => world.claim(desk),
        }
    }

    /// A window that has no chat, or may not write in it, writes nothing.
    fn write(&mut self, desk: usize) {
        let chats = self.world.desks[desk].view().chats;
        if chats.first().is_some_and(ChatView::writable) {
            let text = format!("o{}", self.operator_wrote.len());
            self.world.operator_writes(desk, &text);
            self.operator_wrote.push(text);
        }
    }

    fn look(&mut self) {
        for desk in 0..self.world.desks.len() {
            self.read.extend(read_in(&self.world, desk));
        }
        self.heard.extend(self.world.said_to_guest());
    }

    /// What any page of the guest, or of the operator, shows as delivered.
    fn shown_as_delivered(&self) -> (Vec<String>, Vec<String>) {
        let guests = self.other_page.iter().chain([&self.world.guest]);
        let guests = guests.flat_map(|page| delivered(&page.view().log));
        let desks = self.other_desk.iter().chain(&self.world.desks);
        let chats = desks.flat_map(|desk| desk.view().chats);
        let operators = chats.flat_map(|chat| delivered(&chat.log));
        (guests.collect(), operators.collect())
    }

    fn end(&mut self) {
        self.world.connect_guest();
        for desk in 0..self.world.desks.len() {
            self.world.connect_desk(desk);
        }
        self.world.settle();
        self.windows.push(read_in(&self.world, 0));
        self.look();
    }

    /// Whoever holds the chat and the guest write to each other once more.
    fn talk(&mut self) {
        for desk in 0..self.world.desks.len() {
            self.take_at(desk, DeskStep::Keep);
        }
        self.world.settle();
        for desk in 0..self.world.desks.len() {
            self.write(desk);
        }
        self.take(Step::GuestWrites);
        self.world.settle();
        self.look();
    }
}

fn read_in(world: &World, desk: usize) -> Vec<String> {
    if world.desks[desk].view().chats.is_empty() {
        Vec::new()
    } else {
        world.said_to_operator(desk)
    }
}

fn delivered(log: &Log) -> Vec<String> {
    let ours = ours(log).into_iter();
    ours.filter(|(_, delivery)| *delivery == "delivered")
        .map(|(text, _)| text)
        .collect()
}

fn is_part_in_order(part: &[String], whole: &[String]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|text| whole.any(|it| it == text))
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_sealed_chat_loses_nothing_and_says_nothing_twice(
        seed in any::<u64>(),
        steps in prop::collection::vec(step(), 0..80),
    ) {
        let mut story = Story::begin(seed, 1, &Seal::Pinned(0, Refuse));
        steps.into_iter().for_each(|step| story.take(step));
        story.end();
        prop_assert_eq!(&story.world.said_to_guest(), &story.operator_wrote);
        prop_assert_eq!(&story.windows, &[story.guest_wrote.clone()]);
        let undelivered = ours(&story.world.guest.view().log);
        prop_assert!(undelivered.iter().all(|(_, delivery)| *delivery == "delivered"));
    }

    #[test]
    fn an_open_chat_loses_nothing_and_says_nothing_twice(
        seed in any::<u64>(),
        steps in prop::collection::vec(step(), 0..80),
    ) {
        let mut story = Story::begin(seed, 1, &Seal::Open);
        steps.into_iter().for_each(|step| story.take(step));
        story.end();
        prop_assert_eq!(&story.world.said_to_guest(), &story.operator_wrote);
        prop_assert_eq!(&story.windows, &[story.guest_wrote.clone()]);
    }

    #[test]
    fn what_is_kept_loses_nothing_and_says_nothing_twice(
        seed in any::<u64>(),
        open in any::<bool>(),
        steps in prop::collection::vec(step_or_reload_with_what_was_kept(), 0..80),
    ) {
        let seal = if open { Seal::Open } else { Seal::Pinned(0, Refuse) };
        let mut story = Story::begin(seed, 1, &seal);
        steps.into_iter().for_each(|step| story.take(step));
        story.end();
        prop_assert_eq!(&story.world.said_to_guest(), &story.operator_wrote);
        prop_assert_eq!(&story.windows, &[story.guest_wrote.clone()]);
        let undelivered = ours(&story.world.guest.view().log);
        prop_assert!(undelivered.iter().all(|(_, delivery)| *delivery == "delivered"));
    }

    #[test]
    fn no_page_shows_as_delivered_what_has_not_been_read(
        seed in any::<u64>(),
        open in any::<bool>(),
        steps in prop::collection::vec(step_or_turn_of_a_page(), 0..120),
    ) {
        let seal = if open { Seal::Open } else { Seal::Pinned(0, Refuse) };
        let mut story = Story::begin(seed, 1, &seal);
        for step in steps {
            story.take(step);
            let (guests, operators) = story.shown_as_delivered();
            prop_assert!(guests.iter().all(|text| story.read.contains(text)), "{:?}", guests);
            prop_assert!(operators.iter().all(|text| story.heard.contains(text)), "{:?}", operators);
        }
        story.end();
        story.talk();
        // What stands on the page that is open in the end has arrived.
        let log = story.world.guest.view().log;
        prop_assert_eq!(delivered(&log).len(), ours(&log).len());
        let log = story.world.desks[0].chat(&chat()).log;
        prop_assert_eq!(delivered(&log).len(), ours(&log).len());
    }

    #[test]
    fn a_sealed_chat_survives_any_reload_of_the_operator(
        seed in any::<u64>(),
        steps in prop::collection::vec(step_or_reload_of_the_desk(), 0..80),
    ) {
        let mut story = Story::begin(seed, 1, &Seal::Pinned(0, Refuse));
        steps.into_iter().for_each(|step| story.take(step));
        story.end();
        let is_talking = matches!(
            story.world.guest.view().standing,
            GuestStanding::Talking { .. }
        );
        prop_assert!(is_talking);
        let read: BTreeSet<_> = story.windows.iter().flatten().collect();
        prop_assert_eq!(read, story.guest_wrote.iter().collect());
        for window in &story.windows {
            prop_assert!(is_part_in_order(window, &story.guest_wrote), "{:?}", window);
        }
        // What was not delivered when the window was reloaded is gone with it.
        prop_assert!(is_part_in_order(&story.world.said_to_guest(), &story.operator_wrote));
    }

    #[test]
    fn a_sealed_chat_that_is_handed_to_and_fro_loses_nothing_of_the_guest(
        seed in any::<u64>(),
        steps in prop::collection::vec(step_or_transfer(), 0..120),
    ) {
        let mut story = Story::begin(seed, 2, &Seal::Pinned(0, Accept));
        steps.into_iter().for_each(|step| story.take(step));
        story.end();
        story.talk();
        let standing = story.world.guest.view().standing;
        let is_talking = matches!(standing, GuestStanding::Talking { .. });
        prop_assert!(is_talking, "{standing:?}");
        prop_assert_eq!(story.read, story.guest_wrote.iter().cloned().collect());
        let heard = story.world.said_to_guest();
        let once: BTreeSet<_> = heard.iter().collect();
        prop_assert_eq!(once.len(), heard.len(), "{:?}", heard);
        prop_assert_eq!(heard.last(), story.operator_wrote.last());
        for desk in 0..2 {
            let read = read_in(&story.world, desk);
            prop_assert!(is_part_in_order(&read, &story.guest_wrote), "{:?}", read);
        }
    }
}
