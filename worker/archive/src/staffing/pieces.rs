//! Stretches of time: put together where they overlap, cut where a clock strikes.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::Day;

use crate::Zone;

/// Milliseconds of an hour.
const HOUR: u64 = 60 * 60 * 1_000;

/// From a moment on, and before another.
pub(super) type Piece = (Timestamp, Timestamp);

/// The same time, each moment of it once, in order.
pub(super) fn together(pieces: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = pieces.into_iter().collect();
    all.sort_unstable();
    let mut together: Vec<Piece> = Vec::new();
    for (from, until) in all {
        match together.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => together.push((from, until)),
        }
    }
    together
}

/// How long they are.
pub(super) fn millis(pieces: &[Piece]) -> u64 {
    pieces.iter().map(|(from, until)| until.since(*from)).sum()
}

/// The same time, cut at each full hour of local clocks: with the day and the hour at which each part begins.
pub(super) fn by_hour(piece: Piece, zone: &Zone) -> Vec<(Day, u16, u64)> {
    let (mut from, until) = piece;
    let mut parts = Vec::new();
    while from < until {
        let (day, minute) = zone.clock(from);
        let next = zone.next_hour(from).min(until);
        parts.push((day, minute / 60, next.since(from)));
        from = next;
    }
    parts
}

impl Zone {
    /// The next moment at which clocks show a full hour, or are set.
    fn next_hour(&self, at: Timestamp) -> Timestamp {
        let (_, minute) = self.clock(at);
        // Zones differ from each other by whole minutes.
        let into_hour = u64::from(minute % 60) * 60_000 + at.0 % 60_000;
        let strikes = at.plus(HOUR - into_hour);
        let is_set = self.changes.iter().map(|change| change.at);
        is_set.filter(|set| *set > at).fold(strikes, Timestamp::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OffsetChange;

    fn piece(from: u64, until: u64) -> Piece {
        (Timestamp(from), Timestamp(until))
    }

    #[test]
    fn what_overlaps_counts_once() {
        let pieces = [piece(5, 9), piece(0, 2), piece(1, 3), piece(9, 10)];
        let once = together(pieces);
        assert_eq!(once, [piece(0, 3), piece(5, 10)]);
        assert_eq!(millis(&once), 8);
    }

    #[test]
    fn time_is_cut_where_the_clock_strikes_and_where_it_is_set() {
        // 2026-03-29 00:30 UTC to 01:30: Berlin's clocks show 1:30, and go from 2:00 to 3:00.
        let set = Timestamp(1_774_746_000_000);
        let zone = Zone {
            minutes: 60,
            changes: vec![OffsetChange {
                at: set,
                minutes: 120,
            }],
        };
        let half = HOUR / 2;
        let parts = by_hour((Timestamp(set.0 - half), set.plus(half)), &zone);
        let hours: Vec<_> = parts.iter().map(|(_, hour, long)| (*hour, *long)).collect();
        assert_eq!(hours, [(1, half), (3, half)]);
    }
}
