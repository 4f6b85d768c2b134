//! A number for each end of a chat.

use hushdesk_protocol::frames::Party;

/// How many, or how much, of each end.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct PerEnd {
    /// Of guests.
    pub(crate) guest: usize,
    /// Of operators.
    pub(crate) operator: usize,
}

impl PerEnd {
    /// So many of one end.
    pub(crate) const fn only(end: Party, number: usize) -> Self {
        match end {
            Party::Guest => Self {
                guest: number,
                operator: 0,
            },
            Party::Operator => Self {
                guest: 0,
                operator: number,
            },
        }
    }

    /// Of one end.
    pub(crate) const fn of(self, end: Party) -> usize {
        match end {
            Party::Guest => self.guest,
            Party::Operator => self.operator,
        }
    }

    /// Of both together.
    pub(crate) const fn all(self) -> usize {
        self.guest + self.operator
    }

    /// These and others.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self {
            guest: self.guest + other.guest,
            operator: self.operator + other.operator,
        }
    }

    /// These without others.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self {
            guest: self.guest.saturating_sub(other.guest),
            operator: self.operator.saturating_sub(other.operator),
        }
    }
}
