//! Random schedules: both write while lines are cut, frames are lost with them, pages are reloaded and the
//! server is killed. In the end, once all are connected and everything has arrived:
//! - the guest has read what the operator wrote, each text once and in order;
//! - every window of the operator has read each text of the guest at most once and in order, and together
//!   they have read all of them;
//! - nothing is left undelivered;
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
use std::env;

use common::world::{Seal, World, chat, ours};
use hushdesk_protocol::rest::UnverifiedOperator::{Accept, Refuse};
use hushdesk_web::session::desk::DeskEvent;
use hushdesk_web::session::guest_session::GuestStanding;
use hushdesk_web::session::operator_session::ChatView;
use proptest::prelude::*;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Step {
    GuestWrites,
    GuestErrand,
    FromGuest,
    ToGuest,
    CutGuest { noticed: bool },
    ConnectGuest,
    ReloadGuest,
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
    Cut { noticed: bool },
    Connect,
    Reload,
    HandOn,
    Keep,
    Claim,
}

fn step_of_the_guest() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::GuestWrites),
        8 => Just(Step::GuestErrand),
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
    ];
    prop_oneof![
        37 => step_of_the_guest(),
        52 => (0..2_usize, at_a_desk).prop_map(|(desk, step)| Step::At(desk, step)),
    ]
}

/// A hundred schedules each, or as many as the environment says.
fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    if env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig {
        cases: 100,
        ..config
    }
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
            Step::GuestErrand => {
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
            DeskStep::Reload => {
                self.windows.push(read_in(world, desk));
                world.reload_desk(desk);
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

fn is_part_in_order(part: &[String], whole: &[String]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|text| whole.any(|it| it == text))
}

proptest! {
    #![proptest_config(cases())]

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
