//! What those are called who have held chats, and the queues that had them.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::{GetPeople, GetQueues, Role};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use yew::prelude::*;

use crate::desk::use_workplace;
use crate::loaded::{Loaded, use_loaded_of};

/// What a guest is called; of one who was made anonymous, that they were.
pub(crate) fn called(guest: &GuestLabel) -> String {
    if guest.is_anonymous() {
        texts::history::anonymous().to_owned()
    } else {
        guest.to_string()
    }
}

/// A value of a choice, and what is read.
pub(crate) type Choice = (AttrValue, AttrValue);

/// Who and what is known by name to whoever reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Known {
    /// Whether all chats of the organisation can be seen.
    pub(crate) sees_all: bool,
    /// What people are called.
    pub(crate) people: BTreeMap<OperatorName, String>,
    /// The queues in their order, and what they are called.
    pub(crate) queues: Vec<(QueueName, String)>,
}

impl Known {
    /// What somebody is called; the sign-in name of one of whom nothing is known.
    pub(crate) fn person(&self, name: &OperatorName) -> String {
        let known = self.people.get(name).cloned();
        known.unwrap_or_else(|| name.to_string())
    }

    /// What several are called, in their order.
    pub(crate) fn persons(&self, names: &[OperatorName]) -> String {
        let names = names.iter().map(|name| self.person(name));
        names.collect::<Vec<_>>().join(", ")
    }

    /// What a queue is called; its name, if it is gone.
    pub(crate) fn queue(&self, name: &QueueName) -> String {
        let known = self.queues.iter().find(|(known, _)| known == name);
        known.map_or_else(|| name.to_string(), |(_, title)| title.clone())
    }

    /// Everybody, to be chosen from.
    pub(crate) fn people_to_choose(&self) -> Vec<Choice> {
        let choice = |(name, called): (&OperatorName, &String)| {
            (name.to_string().into(), called.clone().into())
        };
        let mut choices: Vec<Choice> = self.people.iter().map(choice).collect();
        choices.sort_by(|one, other| one.1.as_str().cmp(other.1.as_str()));
        choices
    }

    /// The queues, to be chosen from.
    pub(crate) fn queues_to_choose(&self) -> Vec<Choice> {
        let choice =
            |(name, title): &(QueueName, String)| (name.to_string().into(), title.clone().into());
        self.queues.iter().map(choice).collect()
    }
}

type Listed = (Vec<(OperatorName, String)>, Vec<(QueueName, String)>);

/// The queues; and, for an administrator, all people.
async fn listed(is_administrator: bool) -> Result<Listed, api::Trouble> {
    let queues = api::all(|after| GetQueues { after }).await?;
    let people = if is_administrator {
        api::all(|after| GetPeople {
            after,
            search: None,
        })
        .await?
    } else {
        vec![]
    };
    Ok((
        people
            .into_iter()
            .map(|it| (it.name, it.display.to_string()))
            .collect(),
        queues.into_iter().map(|it| (it.name, it.title)).collect(),
    ))
}

/// What is known here: at once those whom this window's desk has heard of, and soon all others.
#[hook]
pub(crate) fn use_known() -> Known {
    let workplace = use_workplace();
    let session = workplace.as_ref().map(|it| it.session.clone());
    let sees_all = session
        .as_ref()
        .is_some_and(|it| it.role == Role::Administrator);
    let (listed, _) = use_loaded_of(sees_all, listed);
    let mut known = Known {
        sees_all,
        ..Known::default()
    };
    if let Some(workplace) = workplace {
        known.people.extend(workplace.state.names().all());
        let own = workplace.session.queues.iter();
        known.queues = own.map(|it| (it.name.clone(), it.title.clone())).collect();
    }
    if let Loaded::Here(listed) = listed {
        known.people.extend(listed.0.iter().cloned());
        known.queues = listed.1.clone();
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_not_known_is_called_by_the_name_that_the_row_has() {
        let known = Known {
            people: [("ann".parse().unwrap(), "Ann Lind".to_owned())].into(),
            queues: vec![("maps".parse().unwrap(), "Maps and charts".to_owned())],
            ..Known::default()
        };
        let names = ["ann", "bob"].map(|name| name.parse().unwrap());
        assert_eq!(known.persons(&names), "Ann Lind, bob");
        assert_eq!(known.queue(&"maps".parse().unwrap()), "Maps and charts");
        assert_eq!(known.queue(&"gone".parse().unwrap()), "gone");
    }
}
