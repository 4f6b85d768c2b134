//! What operators are called: colleagues know each other by that, and sign in with something else.

use std::collections::BTreeMap;
use std::rc::Rc;

use hushdesk_protocol::frames::Colleague;
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::DisplayName;

/// Whose names have been heard, those who have left since among them, and which is one's own.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Names {
    own: Option<OperatorName>,
    known: Rc<BTreeMap<OperatorName, DisplayName>>,
    /// The queues that can be staffed.
    queues: Rc<[QueueTitle]>,
}

impl Names {
    /// Those of an operator who has met nobody yet.
    pub(crate) fn of_own(name: &OperatorName, display: &DisplayName) -> Self {
        Self {
            own: Some(name.clone()),
            known: Rc::new(BTreeMap::from([(name.clone(), display.clone())])),
            queues: Rc::default(),
        }
    }

    /// The same, who knows what these queues are called.
    pub(crate) fn at(self, queues: &[QueueTitle]) -> Self {
        let queues = queues.into();
        Self { queues, ..self }
    }

    /// What a queue is called; its name, if it is none that can be staffed.
    pub(crate) fn queue(&self, name: &QueueName) -> String {
        let known = self.queues.iter().find(|queue| queue.name == *name);
        known.map_or_else(|| name.to_string(), |queue| queue.title.clone())
    }

    /// What this operator is called.
    pub(crate) fn own_name(&self) -> Option<String> {
        self.own.as_ref().map(|own| self.of(own))
    }

    /// Whether that is oneself.
    pub(crate) fn is_own(&self, operator: &OperatorName) -> bool {
        self.own.as_ref() == Some(operator)
    }

    /// What this operator is called; the sign-in name of one that nobody has heard of.
    pub(crate) fn of(&self, operator: &OperatorName) -> String {
        let known = self.known.get(operator);
        known.map_or_else(|| operator.to_string(), DisplayName::to_string)
    }

    /// Everybody that has been heard of, and what they are called.
    pub(crate) fn all(&self) -> impl Iterator<Item = (OperatorName, String)> {
        let known = self.known.iter();
        known.map(|(name, display)| (name.clone(), display.to_string()))
    }

    /// These are called so.
    pub(super) fn hear(&mut self, colleagues: &[Colleague]) {
        let news = |it: &&Colleague| self.known.get(&it.operator) != Some(&it.display);
        let news: Vec<_> = colleagues.iter().filter(news).collect();
        if !news.is_empty() {
            let names = Rc::make_mut(&mut self.known);
            names.extend(
                news.iter()
                    .map(|it| (it.operator.clone(), it.display.clone())),
            );
        }
    }
}
