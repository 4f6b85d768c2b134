//! How many chats each operator holds, and who takes more.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::Colleague;
use hushdesk_protocol::ids::OperatorName;

use crate::queue::Queue;

/// How many chats each operator holds, and who takes more.
pub(crate) struct Staff {
    loads: BTreeMap<OperatorName, u32>,
    /// Who takes a chat now.
    pub(crate) takers: BTreeSet<OperatorName>,
    /// The same, and those who would and have lost their connection a moment ago.
    pub(crate) expected: BTreeSet<OperatorName>,
}

impl Staff {
    /// How many chats an operator holds.
    pub(crate) fn load(&self, operator: &OperatorName) -> u32 {
        self.loads.get(operator).copied().unwrap_or(0)
    }
}

impl Queue {
    /// Who is there, as far as chats are concerned.
    pub(crate) fn staff(&self) -> Staff {
        let operators = self.operators.all().keys();
        let load_of = self.chats.loads();
        let loads =
            operators.map(|it| (it.clone(), u32::try_from(load_of(it)).unwrap_or(u32::MAX)));
        let mut staff = Staff {
            loads: loads.collect(),
            takers: BTreeSet::new(),
            expected: BTreeSet::new(),
        };
        let busy_at = self.settings().busy_at.unwrap_or(u32::MAX);
        for (operator, stored) in self.operators.all() {
            let wants = stored.availability.status.takes_chats() && !stored.shift_over;
            if wants && staff.load(operator) < busy_at {
                staff.expected.insert(operator.clone());
                if stored.absent_since.is_none() {
                    staff.takers.insert(operator.clone());
                }
            }
        }
        staff
    }

    /// All operators who are connected, as they see each other.
    pub(crate) fn colleagues(&self, staff: &Staff) -> BTreeMap<OperatorName, Colleague> {
        let present = self.operators.all().iter();
        present
            .filter(|(_, stored)| stored.absent_since.is_none())
            .map(|(operator, stored)| {
                let colleague = Colleague {
                    operator: operator.clone(),
                    display: stored.display.clone(),
                    availability: stored.availability.clone(),
                    chats: staff.load(operator),
                    takes: staff.takers.contains(operator),
                };
                (operator.clone(), colleague)
            })
            .collect()
    }
}
