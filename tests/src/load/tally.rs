//! What all who took part have seen, held against each other.

use std::collections::BTreeMap;

use anyhow::Result;
use hushdesk_protocol::ids::ChatId;

use super::guest::Guest;
use super::operator::{Held, Operator};
use super::{Percentiles, Read};

/// All ends of all chats.
#[derive(Default)]
pub(super) struct Tally {
    guests: Vec<Guest>,
    held: BTreeMap<ChatId, Held>,
}

impl Tally {
    pub(super) fn take_guest(&mut self, guest: Guest) {
        self.guests.push(guest);
    }

    pub(super) fn take_operator(&mut self, operator: Operator) {
        self.held.extend(operator);
    }

    /// Texts that were written.
    pub(super) fn texts(&self) -> usize {
        self.directions().map(|(wrote, _)| wrote).sum()
    }

    pub(super) fn lost(&self) -> usize {
        self.directions()
            .map(|(wrote, read)| lost(wrote, &read))
            .sum()
    }

    pub(super) fn doubled(&self) -> usize {
        self.directions().map(|(_, read)| doubled(&read)).sum()
    }

    pub(super) fn misordered(&self) -> usize {
        self.directions().map(|(_, read)| misordered(&read)).sum()
    }

    /// How many of the texts that are measured were read.
    pub(super) fn measured(&self) -> Result<f64> {
        Ok(f64::from(u32::try_from(self.millis().len())?))
    }

    pub(super) fn latency(&self) -> Percentiles {
        percentiles(self.millis())
    }

    pub(super) fn until_talk(&self) -> Percentiles {
        let guests = self.guests.iter();
        percentiles(
            guests
                .map(|guest| guest.until_talk.as_secs_f64() * 1e3)
                .collect(),
        )
    }

    /// For each end of each chat how many texts it wrote, and the numbers that the other end read. A chat that nobody held
    /// was read by nobody.
    fn directions(&self) -> impl Iterator<Item = (usize, Vec<usize>)> {
        self.guests.iter().flat_map(|guest| {
            let held = self.held.get(&guest.chat);
            let by_desk = held.map(|held| numbers(&held.read)).unwrap_or_default();
            let of_desk = held.map_or(0, |held| held.wrote);
            [(guest.wrote, by_desk), (of_desk, numbers(&guest.read))]
        })
    }

    fn millis(&self) -> Vec<f64> {
        let by_guests = self.guests.iter().flat_map(|guest| &guest.read);
        let by_desks = self.held.values().flat_map(|held| &held.read);
        let took = by_guests.chain(by_desks).filter_map(|read| read.took);
        took.map(|took| took.as_secs_f64() * 1e3).collect()
    }
}

fn numbers(read: &[Read]) -> Vec<usize> {
    read.iter().map(|read| read.number).collect()
}

/// How many of the numbers from 1 on do not occur.
fn lost(wrote: usize, read: &[usize]) -> usize {
    (1..=wrote).filter(|number| !read.contains(number)).count()
}

/// How often a number occurs that has occurred.
fn doubled(read: &[usize]) -> usize {
    let mut distinct = read.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    read.len() - distinct.len()
}

/// How often a lower number follows than one that has occurred.
fn misordered(read: &[usize]) -> usize {
    let mut highest = 0;
    let mut count = 0;
    for number in read {
        count += usize::from(*number < highest);
        highest = highest.max(*number);
    }
    count
}

/// By the nearest rank.
fn percentiles(mut millis: Vec<f64>) -> Percentiles {
    millis.sort_by(f64::total_cmp);
    let at = |rank: usize| {
        let place = (millis.len() * rank).div_ceil(100).saturating_sub(1);
        millis.get(place).copied().unwrap_or_default()
    };
    Percentiles {
        p50: at(50),
        p95: at(95),
        p99: at(99),
        most: at(100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_what_came_twice_and_what_came_late_is_found() {
        let faults = |wrote, read: &[usize]| (lost(wrote, read), doubled(read), misordered(read));
        assert_eq!(faults(3, &[1, 2, 3]), (0, 0, 0));
        assert_eq!(faults(3, &[1, 3]), (1, 0, 0));
        assert_eq!(faults(3, &[1, 2, 2, 3]), (0, 1, 0));
        assert_eq!(faults(3, &[1, 3, 2]), (0, 0, 1));
        assert_eq!(faults(2, &[]), (2, 0, 0));
    }

    #[test]
    fn a_percentile_is_the_value_at_its_rank() {
        let of = percentiles((1..=200).rev().map(f64::from).collect());
        assert_eq!(
            [of.p50, of.p95, of.p99, of.most],
            [100.0, 190.0, 198.0, 200.0]
        );
        assert!(percentiles(vec![]).most.abs() < f64::EPSILON);
    }
}
