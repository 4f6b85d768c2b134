//! The edge's clock as this browser's tells it: what the edge says of moments is measured against its own time, whatever
//! the person's clock shows.

use hushdesk_protocol::ids::Timestamp;

/// How far the edge's clock is from this browser's.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct EdgeClock {
    ahead: u64,
    behind: u64,
}

impl EdgeClock {
    /// Before it has been measured it is taken for this browser's own.
    pub(crate) const NONE: Self = Self {
        ahead: 0,
        behind: 0,
    };

    /// At the edge it was this late when it was so late here.
    pub const fn measured(edge: Timestamp, here: Timestamp) -> Self {
        Self {
            ahead: edge.since(here),
            behind: here.since(edge),
        }
    }

    /// How late it is at the edge at this moment of ours.
    #[must_use]
    pub const fn edge(self, here: Timestamp) -> Timestamp {
        Timestamp(here.0.saturating_sub(self.behind)).plus(self.ahead)
    }

    /// What the person's clock shows, or showed, at this moment of the edge.
    #[must_use]
    pub const fn here(self, edge: Timestamp) -> Timestamp {
        Timestamp(edge.0.saturating_sub(self.ahead)).plus(self.behind)
    }

    /// Milliseconds from a moment of the edge to this one of ours.
    pub const fn age(self, since: Timestamp, here: Timestamp) -> u64 {
        self.edge(here).since(since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOURS: u64 = 3_600_000;
    const EDGE: Timestamp = Timestamp(1_700_000_000_000);

    #[test]
    fn what_has_waited_for_a_second_has_waited_for_a_second_by_any_clock() {
        for here in [
            EDGE,
            EDGE.plus(5 * HOURS),
            Timestamp(EDGE.0 - 5 * HOURS),
            Timestamp(0),
        ] {
            let clock = EdgeClock::measured(EDGE, here);
            assert_eq!(clock.age(Timestamp(EDGE.0 - 1_000), here), 1_000);
            assert_eq!(clock.edge(here.plus(7)), EDGE.plus(7));
            assert_eq!(clock.here(EDGE.plus(7)), here.plus(7));
        }
    }
}
