//! Who waits for which moment, in the order of the moments.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::Timestamp;

/// For each of those that wait for something, the first thing and its time. What is noted follows from the state of
/// each and is noted anew whenever that changes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Agenda<Who, What> {
    first: BTreeMap<Who, (Timestamp, What)>,
    in_order: BTreeSet<(Timestamp, What, Who)>,
}

impl<Who, What> Default for Agenda<Who, What> {
    fn default() -> Self {
        Self {
            first: BTreeMap::new(),
            in_order: BTreeSet::new(),
        }
    }
}

impl<Who: Clone + Ord, What: Copy + Ord> Agenda<Who, What> {
    /// Notes what somebody waits for first; nothing, if there is no such thing any more.
    pub(crate) fn note(&mut self, who: &Who, due: Option<(Timestamp, What)>) {
        if self.first.get(who) == due.as_ref() {
            return;
        }
        if let Some((at, what)) = self.first.remove(who) {
            self.in_order.remove(&(at, what, who.clone()));
        }
        if let Some((at, what)) = due {
            self.first.insert(who.clone(), (at, what));
            self.in_order.insert((at, what, who.clone()));
        }
    }

    /// What comes first of all.
    pub(crate) fn first(&self) -> Option<&(Timestamp, What, Who)> {
        self.in_order.first()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_anew_takes_the_place_of_what_was_noted() {
        let mut agenda = Agenda::default();
        agenda.note(&"one", Some((Timestamp(9), 'a')));
        agenda.note(&"two", Some((Timestamp(5), 'b')));
        assert_eq!(agenda.first(), Some(&(Timestamp(5), 'b', "two")));
        agenda.note(&"two", Some((Timestamp(10), 'b')));
        assert_eq!(agenda.first(), Some(&(Timestamp(9), 'a', "one")));
        agenda.note(&"one", None);
        agenda.note(&"two", None);
        assert_eq!(agenda, Agenda::default());
    }
}
