//! Two keys of one side, or what belongs to them: those of our side are told apart by our numbers, and those of the
//! other side by theirs.

use std::marker::PhantomData;

use crate::key_id::KeyId;

/// Which of this side's two keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Age<Side> {
    is_newer: bool,
    side: PhantomData<Side>,
}

/// One thing for the older and one for the newer key of this side.
#[derive(Clone, Debug)]
pub(super) struct Two<Side, T> {
    pub(super) older: T,
    pub(super) newer: T,
    side: PhantomData<Side>,
}

impl<Side> Age<Side> {
    /// Which key a number names, if the newer one has the other; none if it names neither.
    pub(super) fn of(id: KeyId<Side>, newest: KeyId<Side>) -> Option<Self> {
        let is_newer = id.number() == newest.number();
        let is_older = id.number() == newest.previous().number();
        (id.number() > 0 && (is_newer || is_older)).then_some(Self {
            is_newer,
            side: PhantomData,
        })
    }

    /// The one that belongs to this key.
    pub(super) fn pick<T>(self, older: T, newer: T) -> T {
        if self.is_newer { newer } else { older }
    }
}

impl<Side, T> Two<Side, T> {
    pub(super) const fn new(older: T, newer: T) -> Self {
        Self {
            older,
            newer,
            side: PhantomData,
        }
    }

    pub(super) fn get(&self, age: Age<Side>) -> &T {
        age.pick(&self.older, &self.newer)
    }

    pub(super) fn get_mut(&mut self, age: Age<Side>) -> &mut T {
        age.pick(&mut self.older, &mut self.newer)
    }

    /// The newer becomes the older, and this the newer: what goes.
    pub(super) fn move_on(&mut self, next: T) -> T {
        let newer = std::mem::replace(&mut self.newer, next);
        std::mem::replace(&mut self.older, newer)
    }
}

impl<Side, T: Default> Default for Two<Side, T> {
    fn default() -> Self {
        Self::new(T::default(), T::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_id::Ours;

    #[test]
    fn a_number_names_the_newer_key_the_older_one_or_none() {
        let two: Two<Ours, &str> = Two::new("older", "newer");
        let named =
            |id, newest| Age::of(KeyId::new(id), KeyId::new(newest)).map(|age| *two.get(age));
        assert_eq!(named(5, 5), Some("newer"));
        assert_eq!(named(4, 5), Some("older"));
        assert_eq!([named(3, 5), named(6, 5)], [None, None]);
        assert_eq!([named(1, 1), named(0, 1)], [Some("newer"), None]);
    }

    #[test]
    fn keys_move_on_one_at_a_time() {
        let mut two: Two<Ours, u8> = Two::new(1, 2);
        assert_eq!(two.move_on(3), 1);
        assert_eq!((two.older, two.newer), (2, 3));
    }
}
