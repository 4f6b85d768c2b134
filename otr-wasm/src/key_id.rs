//! The numbers of D-H keys, of a type for each side: what is ours is never taken for theirs.

use std::{fmt, marker::PhantomData};

/// Our side.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Ours;

/// The other side.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Theirs;

/// The number of a D-H key of this side; 0 is none's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct KeyId<Side>(u32, PhantomData<Side>);

/// The numbers of the two keys with which a message is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct KeyIds {
    pub(crate) ours: KeyId<Ours>,
    pub(crate) theirs: KeyId<Theirs>,
}

impl KeyId<Ours> {
    /// Every exchange has a fresh key, the first of its session.
    pub(crate) const FIRST: Self = Self::new(1);

    /// That key is in use, and the next one announced, when a session begins.
    pub(crate) const SECOND: Self = Self::new(2);
}

impl<Side> KeyId<Side> {
    pub(crate) const fn new(number: u32) -> Self {
        Self(number, PhantomData)
    }

    pub(crate) const fn number(&self) -> u32 {
        self.0
    }

    /// The number of the next key; none if there are no more.
    pub(crate) fn next(&self) -> Option<Self> {
        self.0.checked_add(1).map(Self::new)
    }

    /// The number of the key before, or 0.
    pub(crate) fn previous(&self) -> Self {
        Self::new(self.0.saturating_sub(1))
    }
}

impl<Side> fmt::Display for KeyId<Side> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
