//! What of a queue is changed beside its settings: what it is called, and who does what there.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::{OperatorName, QueueName, SnippetName};
use hushdesk_protocol::rest::{
    Duty, GetQueue, PersonDuties, PutQueue, Queue, QueueChange, QueuePerson,
};
use hushdesk_protocol::text::Title;
use hushdesk_web::api::{self, Trouble, Version, Versioned};

use crate::draft::Form;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct QueueForm {
    pub(super) title: String,
    pub(super) people: Vec<Member>,
    /// Which snippets lead there. Not changed here.
    pub(super) snippets: Vec<SnippetName>,
}

/// Somebody at the queue.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Member {
    pub(super) person: OperatorName,
    /// What they are called, as far as is known.
    pub(super) display: String,
    pub(super) duties: BTreeSet<Duty>,
}

impl QueueForm {
    fn of(queue: Queue) -> Self {
        let member = |it: QueuePerson| Member {
            person: it.person,
            display: it.display.to_string(),
            duties: it.duties,
        };
        Self {
            title: queue.title.to_string(),
            people: queue.people.into_iter().map(member).collect(),
            snippets: queue.snippets,
        }
    }

    /// Adds somebody, who answers chats, unless they are there.
    pub(super) fn add(&mut self, person: OperatorName, display: String) {
        if self.people.iter().all(|it| it.person != person) {
            self.people.push(Member {
                person,
                display,
                duties: BTreeSet::from([Duty::Operator]),
            });
        }
    }

    /// Somebody does nothing there any more.
    pub(super) fn remove(&mut self, person: &OperatorName) {
        self.people.retain(|it| it.person != *person);
    }

    /// Somebody does this there, or does not.
    pub(super) fn set(&mut self, person: &OperatorName, duty: Duty, on: bool) {
        if let Some(member) = self.people.iter_mut().find(|it| it.person == *person) {
            if on {
                member.duties.insert(duty);
            } else {
                member.duties.remove(&duty);
            }
        }
    }

    pub(super) fn title(&self) -> Option<Title> {
        self.title.trim().parse().ok()
    }

    fn duties(&self) -> BTreeMap<&OperatorName, &BTreeSet<Duty>> {
        let doing = self.people.iter().filter(|it| !it.duties.is_empty());
        doing.map(|it| (&it.person, &it.duties)).collect()
    }

    fn change(&self) -> Option<QueueChange> {
        let duties = self.duties().into_iter();
        let people = duties.map(|(person, duties)| PersonDuties {
            person: person.clone(),
            duties: duties.clone(),
        });
        Some(QueueChange {
            title: self.title()?,
            people: people.collect(),
        })
    }
}

impl Form for QueueForm {
    type Name = QueueName;

    async fn read(queue: QueueName) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetQueue { queue }, &(), None).await?;
        Ok(Versioned {
            answer: Self::of(read.answer),
            version: read.version,
        })
    }

    async fn save(
        self,
        queue: QueueName,
        over: Option<Version>,
    ) -> Result<Option<Version>, Trouble> {
        let Some(change) = self.change() else {
            return Ok(over);
        };
        let saved = api::ask_over(&PutQueue { queue }, &change, over.as_ref()).await?;
        Ok(saved.version)
    }

    /// The title, and each person who does something else there than before.
    fn changes(&self, before: &Self) -> usize {
        let (was, is) = (before.duties(), self.duties());
        let everybody: BTreeSet<_> = was.keys().chain(is.keys()).collect();
        let others = everybody
            .into_iter()
            .filter(|it| was.get(*it) != is.get(*it));
        usize::from(self.title != before.title).saturating_add(others.count())
    }

    fn is_right(&self) -> bool {
        self.title().is_some()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A queue with Ann, who answers, and Ben, who manages.
    pub(in crate::queues) fn reference() -> QueueForm {
        let member = |name: &str, duty| Member {
            person: name.to_lowercase().parse().unwrap(),
            display: name.to_owned(),
            duties: BTreeSet::from([duty]),
        };
        QueueForm {
            title: "Reference desk".to_owned(),
            people: vec![member("Ann", Duty::Operator), member("Ben", Duty::Manager)],
            snippets: vec!["main-site".parse().unwrap()],
        }
    }

    #[test]
    fn title_and_each_person_count_as_a_change() {
        let before = reference();
        let mut form = reference();
        assert_eq!(form.changes(&before), 0);
        form.title = "Reference".to_owned();
        form.add("vera".parse().unwrap(), "Vera".to_owned());
        form.set(&"ann".parse().unwrap(), Duty::Manager, true);
        form.remove(&"ben".parse().unwrap());
        assert_eq!(form.changes(&before), 4);
        form.set(&"ann".parse().unwrap(), Duty::Manager, false);
        assert_eq!(form.changes(&before), 3);
    }

    #[test]
    fn whoever_does_nothing_there_is_not_there() {
        let mut form = reference();
        form.set(&"ann".parse().unwrap(), Duty::Operator, false);
        let people = form.change().unwrap().people;
        assert_eq!(people.len(), 1);
        form.title = " ".to_owned();
        assert!(!form.is_right());
    }
}
