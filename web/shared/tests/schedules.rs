//! Random schedules: both write while lines are cut, frames are lost with them, pages are reloaded and the
//! server is killed. In the end, once all are connected and everything has arrived:
//! - the guest has read what the operator wrote, each text once and in order;
//! - every window of the operator has read each text of the guest at most once and in order, and together
//!   they have read all of them;
//! - nothing is left undelivered.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeSet;

use common::world::{Seal, World, ours};
use hushdesk_protocol::rest::UnverifiedOperator::Refuse;
use hushdesk_web::session::guest_session::GuestStanding;
use proptest::prelude::*;

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Step {
    GuestWrites,
    OperatorWrites,
    GuestErrand,
    FromGuest,
    ToGuest,
    FromDesk,
    ToDesk,
    CutGuest { noticed: bool },
    CutDesk { noticed: bool },
    ConnectGuest,
    ConnectDesk,
    ReloadGuest,
    ReloadDesk,
    Crash,
    Settle,
}

/// Without a reload of the operator's page.
fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::GuestWrites),
        4 => Just(Step::OperatorWrites),
        8 => Just(Step::GuestErrand),
        8 => Just(Step::FromGuest),
        8 => Just(Step::ToGuest),
        8 => Just(Step::FromDesk),
        8 => Just(Step::ToDesk),
        2 => any::<bool>().prop_map(|noticed| Step::CutGuest { noticed }),
        2 => any::<bool>().prop_map(|noticed| Step::CutDesk { noticed }),
        4 => Just(Step::ConnectGuest),
        4 => Just(Step::ConnectDesk),
        1 => Just(Step::ReloadGuest),
        1 => Just(Step::Crash),
        1 => Just(Step::Settle),
    ]
}

fn step_or_reload_of_the_desk() -> impl Strategy<Value = Step> {
    prop_oneof![
        59 => step(),
        1 => Just(Step::ReloadDesk),
    ]
}

/// A world, and what was written and read in it.
struct Story {
    world: World,
    guest_wrote: Vec<String>,
    operator_wrote: Vec<String>,
    /// What each window of the operator has read, the last one at the end.
    windows: Vec<Vec<String>>,
}

impl Story {
    fn begin(seed: u64, seal: &Seal) -> Self {
        Self {
            world: World::claimed(seed, seal, "g0"),
            guest_wrote: vec!["g0".to_owned()],
            operator_wrote: Vec::new(),
            windows: Vec::new(),
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
            Step::OperatorWrites => {
                let text = format!("o{}", self.operator_wrote.len());
                // A window that was just reloaded has no chat to write in yet.
                if !world.desks[0].view().chats.is_empty() {
                    world.operator_writes(0, &text);
                    self.operator_wrote.push(text);
                }
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
            Step::FromDesk => {
                world.carry_from_desk(0);
            }
            Step::ToDesk => {
                world.carry_to_desk(0);
            }
            Step::CutGuest { noticed } => world.cut_guest(noticed),
            Step::CutDesk { noticed } => world.cut_desk(0, noticed),
            Step::ConnectGuest => world.connect_guest(),
            Step::ConnectDesk => world.connect_desk(0),
            Step::ReloadGuest => world.reload_guest(),
            Step::ReloadDesk => {
                self.windows.push(read_in(world));
                world.reload_desk(0);
            }
            Step::Crash => world.crash(),
            Step::Settle => world.settle(),
        }
    }

    fn end(&mut self) {
        self.world.connect_guest();
        self.world.connect_desk(0);
        self.world.settle();
        self.windows.push(read_in(&self.world));
    }
}

fn read_in(world: &World) -> Vec<String> {
    if world.desks[0].view().chats.is_empty() {
        Vec::new()
    } else {
        world.said_to_operator(0)
    }
}

fn is_part_in_order(part: &[String], whole: &[String]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|text| whole.any(|it| it == text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_sealed_chat_loses_nothing_and_says_nothing_twice(
        seed in any::<u64>(),
        steps in prop::collection::vec(step(), 0..80),
    ) {
        let mut story = Story::begin(seed, &Seal::Pinned(0, Refuse));
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
        let mut story = Story::begin(seed, &Seal::Open);
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
        let mut story = Story::begin(seed, &Seal::Pinned(0, Refuse));
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
}
