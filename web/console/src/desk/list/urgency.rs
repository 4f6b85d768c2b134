//! How urgent it is that somebody comes: the longer a guest waits, the louder it is said.

/// From when on a wait is long, in milliseconds: 2 minutes.
const LONG_MILLIS: u64 = 120_000;

/// From when on it is urgent: 5 minutes, when guests begin to leave.
const URGENT_MILLIS: u64 = 300_000;

/// How a wait is shown, by colour, shape and words.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Urgency {
    /// As waits are.
    Fresh,
    /// To be looked at.
    Long,
    /// To be answered now.
    Urgent,
}

impl Urgency {
    /// That of a guest who has waited for so many milliseconds.
    pub(crate) const fn of(waited: u64) -> Self {
        match waited {
            0..LONG_MILLIS => Self::Fresh,
            LONG_MILLIS..URGENT_MILLIS => Self::Long,
            URGENT_MILLIS.. => Self::Urgent,
        }
    }

    /// After how many milliseconds a wait that has lasted for so many becomes more urgent; none if it cannot.
    pub(crate) const fn rises_in(waited: u64) -> Option<u64> {
        match Self::of(waited) {
            Self::Fresh => Some(LONG_MILLIS.saturating_sub(waited)),
            Self::Long => Some(URGENT_MILLIS.saturating_sub(waited)),
            Self::Urgent => None,
        }
    }

    /// Its name in the style sheets.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Long => "long",
            Self::Urgent => "urgent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_becomes_long_and_then_urgent_at_the_moments_that_were_foretold() {
        let mut waited = 0;
        let mut seen = vec![Urgency::of(waited)];
        while let Some(rest) = Urgency::rises_in(waited) {
            assert_eq!(Urgency::of(waited + rest - 1), Urgency::of(waited));
            waited += rest;
            seen.push(Urgency::of(waited));
        }
        assert_eq!(seen, [Urgency::Fresh, Urgency::Long, Urgency::Urgent]);
        assert_eq!(waited, 300_000);
    }
}
