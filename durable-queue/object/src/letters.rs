//! Letters between the objects of two queues of one organisation. They go straight from object to object: nobody else can
//! reach them.

use durable_queue::Letter;
use hushdesk_edge::{CallError, ObjectClient};
use hushdesk_protocol::ids::QueueName;
use serde::{Deserialize, Serialize};
use worker::Env;

use crate::object_name::ObjectName;
use crate::routes::{BINDING, LETTER};

/// A letter as it travels.
#[derive(Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// Which queue says so.
    pub(crate) from: QueueName,
    /// What it says.
    pub(crate) letter: Letter,
}

/// Brings a letter to the object of the queue it is for.
///
/// # Errors
///
/// It may not have come. What matters will be said again.
pub(crate) async fn post(env: &Env, to: &ObjectName, envelope: &Envelope) -> Result<(), CallError> {
    let object = ObjectClient::new(env, BINDING, &to.to_string())?;
    object.tell(LETTER, envelope).await
}

#[cfg(test)]
mod tests {
    use durable_queue::Says;
    use hushdesk_protocol::ids::{ChatId, Number};

    use super::*;

    #[test]
    fn a_letter_on_its_way_is_pinned() {
        let envelope = Envelope {
            from: "reference".parse().unwrap(),
            letter: Letter {
                chat: ChatId::from_bytes([1; 16]),
                transfer: Number(2),
                says: Says::Arrived,
            },
        };
        let literal = concat!(
            r#"{"from":"reference","#,
            r#""letter":{"chat":"01010101010101010101010101010101","transfer":2,"#,
            r#""says":{"says":"arrived"}}}"#
        );
        assert_eq!(serde_json::to_string(&envelope).unwrap(), literal);
        let read: Envelope = serde_json::from_str(literal).unwrap();
        assert_eq!(read, envelope);
    }
}
