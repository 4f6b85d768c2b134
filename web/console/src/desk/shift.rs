//! A window's shift: which queues it staffs, what its operator says of themselves, and when it ends by itself.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Availability, ChosenEnd};
use hushdesk_protocol::ids::{OperatorName, QueueName};
use serde::{Deserialize, Serialize};

/// A shift, as a window keeps it over a reload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shift {
    /// Whose.
    pub(crate) operator: OperatorName,
    /// What they say of themselves.
    pub(crate) availability: Availability,
    /// When it ends by itself, if that was chosen here: it may have been at another window.
    pub(crate) until: Option<ChosenEnd>,
    /// The queues this window is at; any other it has left, or never came to.
    pub(crate) queues: BTreeMap<QueueName, Presence>,
}

/// What a window is at a queue for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Presence {
    /// For whoever comes.
    Staffing,
    /// For the chats it still holds there: it leaves with the last of them.
    Leaving,
}

/// How it is to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wish {
    /// What the operator says.
    pub(crate) availability: Availability,
    /// All queues, and whether this window staffs them.
    pub(crate) queues: Vec<(QueueName, bool)>,
    /// When the shift ends by itself, if that is or was chosen.
    pub(crate) until: Option<ChosenEnd>,
}

/// What was chosen last in this browser, to be offered at the beginning of the next shift.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Habit {
    /// The queues that were not staffed: new ones are.
    pub(crate) left_out: Vec<QueueName>,
}

impl Wish {
    /// The shift that begins with it.
    pub(crate) fn shift(&self, operator: &OperatorName) -> Shift {
        let staffed = self.queues.iter().filter(|(_, on)| *on);
        Shift {
            operator: operator.clone(),
            availability: self.availability.clone(),
            until: self.until,
            queues: staffed
                .map(|(queue, _)| (queue.clone(), Presence::Staffing))
                .collect(),
        }
    }

    /// What to offer the next time.
    pub(crate) fn habit(&self) -> Habit {
        let left_out = self.queues.iter().filter(|(_, on)| !*on);
        Habit {
            left_out: left_out.map(|(queue, _)| queue.clone()).collect(),
        }
    }

    /// Whether this queue is to be staffed.
    pub(crate) fn staffs(&self, queue: &QueueName) -> bool {
        self.queues.iter().any(|(name, on)| name == queue && *on)
    }
}

impl Shift {
    /// That of an operator who staffs no queue.
    pub(crate) fn nowhere(operator: &OperatorName) -> Self {
        Self {
            operator: operator.clone(),
            availability: Availability::default(),
            until: None,
            queues: BTreeMap::new(),
        }
    }

    /// Whether it goes on for this operator: after a reload of its window nobody is asked again. Where something
    /// `stays` to be seen, the desk is there even without a queue.
    pub(crate) fn goes_on(&self, operator: &OperatorName, stays: bool) -> bool {
        self.operator == *operator && (stays || !self.queues.is_empty())
    }

    /// Whether it staffs a queue.
    pub(crate) fn staffs(&self) -> bool {
        self.queues.values().any(|it| *it == Presence::Staffing)
    }

    /// What this window is at a queue for.
    pub(crate) fn at(&self, queue: &QueueName) -> Option<Presence> {
        self.queues.get(queue).copied()
    }

    /// The same with another presence at a queue; none leaves it.
    pub(crate) fn with(mut self, queue: &QueueName, presence: Option<Presence>) -> Self {
        match presence {
            Some(presence) => self.queues.insert(queue.clone(), presence),
            None => self.queues.remove(queue),
        };
        self
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Until;
    use hushdesk_protocol::ids::Timestamp;

    use super::*;

    fn name<Name: std::str::FromStr<Err: std::fmt::Debug>>(name: &str) -> Name {
        name.parse().unwrap()
    }

    fn wish() -> Wish {
        Wish {
            availability: Availability::default(),
            queues: vec![(name("reference"), true), (name("circulation"), false)],
            until: Some(ChosenEnd {
                ends: Until::At(Timestamp(7)),
                chosen: Timestamp(5),
            }),
        }
    }

    #[test]
    fn a_shift_is_at_the_queues_that_were_ticked_and_the_others_are_left_out_the_next_time_too() {
        let shift = wish().shift(&name("desk1"));
        assert_eq!(shift.at(&name("reference")), Some(Presence::Staffing));
        assert_eq!(shift.at(&name("circulation")), None);
        assert_eq!(wish().habit().left_out, [name("circulation")]);
    }

    #[test]
    fn a_shift_that_is_over_does_not_begin_again_by_a_reload() {
        let shift = wish().shift(&name("desk1"));
        assert!(shift.goes_on(&name("desk1"), false));
        assert!(
            !shift.goes_on(&name("desk2"), true),
            "another has signed in"
        );
        let leaving = shift.with(&name("reference"), Some(Presence::Leaving));
        assert!(leaving.goes_on(&name("desk1"), false), "it has chats there");
        let left = leaving.with(&name("reference"), None);
        assert!(!left.goes_on(&name("desk1"), false));
        assert!(
            left.goes_on(&name("desk1"), true),
            "it has conversations to be read"
        );
    }

    #[test]
    fn a_shift_is_kept_and_read_again() {
        let shift = wish().shift(&name("desk1"));
        let kept = serde_json::to_string(&shift).unwrap();
        assert_eq!(
            kept,
            r#"{"operator":"desk1","availability":{"status":"available","text":""},"until":{"ends":7,"chosen":5},"queues":{"reference":"staffing"}}"#
        );
        assert_eq!(serde_json::from_str::<Shift>(&kept).unwrap(), shift);
    }
}
