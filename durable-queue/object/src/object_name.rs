//! What the object of a queue is called. By it the object knows itself: nobody tells it who it is.

use std::fmt;
use std::str::FromStr;

use hushdesk_protocol::ids::{IdError, OrganisationName, QueueName};

/// The name of the object of one queue, written `ORGANISATION/QUEUE`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ObjectName {
    /// Whose queue it is.
    pub organisation: OrganisationName,
    /// Which one.
    pub queue: QueueName,
}

impl ObjectName {
    /// The object of another queue of the same organisation.
    pub fn beside(&self, queue: QueueName) -> Self {
        let organisation = self.organisation.clone();
        Self {
            organisation,
            queue,
        }
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.organisation, self.queue)
    }
}

impl FromStr for ObjectName {
    type Err = IdError;

    fn from_str(name: &str) -> Result<Self, IdError> {
        let (organisation, queue) = name.split_once('/').ok_or(IdError::Name)?;
        Ok(Self {
            organisation: organisation.parse()?,
            queue: queue.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_finds_in_its_name_whose_it_is() {
        let name: ObjectName = "main/reference".parse().unwrap();
        assert_eq!(name.to_string(), "main/reference");
        let other = name.beside("circulation".parse().unwrap());
        assert_eq!(other.to_string(), "main/circulation");
        for no_name in ["", "main", "main/", "/reference", "main/a/b"] {
            assert_eq!(
                no_name.parse::<ObjectName>(),
                Err(IdError::Name),
                "{no_name}"
            );
        }
    }
}
