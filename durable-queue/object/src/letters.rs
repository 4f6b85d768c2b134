//! Letters between the objects of two queues of one organisation. They go straight from object to object: the
//! Worker has told each its name, and nobody else can reach them.

use durable_queue::Letter;
use hushdesk_protocol::ids::{OrganisationName, QueueName};
use serde::{Deserialize, Serialize};
use worker::{Env, Error, Method, Request, RequestInit, Result};

use crate::routes::{BINDING, LETTER, object_name};

/// A letter as it travels.
#[derive(Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Envelope {
    /// Whose queues they are.
    pub(crate) organisation: OrganisationName,
    /// Which queue says so.
    pub(crate) from: QueueName,
    /// To which, so that it knows its name.
    pub(crate) to: QueueName,
    /// What it says.
    pub(crate) letter: Letter,
}

/// Brings a letter to the object of the queue it is for.
///
/// # Errors
///
/// It may not have come. What matters will be said again.
pub(crate) async fn post(env: &Env, envelope: &Envelope) -> Result<()> {
    let name = object_name(&envelope.organisation, &envelope.to);
    let stub = env.durable_object(BINDING)?.get_by_name(&name)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post);
    init.with_body(Some(serde_json::to_string(envelope)?.into()));
    let request = Request::new_with_init(&format!("https://queue{LETTER}"), &init)?;
    let response = stub.fetch_with_request(request).await?;
    match response.status_code() {
        200..300 => Ok(()),
        status => Err(Error::RustError(format!("the queue answered {status}"))),
    }
}

#[cfg(test)]
mod tests {
    use durable_queue::Says;
    use hushdesk_protocol::ids::{ChatId, Number};

    use super::*;

    #[test]
    fn a_letter_on_its_way_is_pinned() {
        let envelope = Envelope {
            organisation: "main".parse().unwrap(),
            from: "reference".parse().unwrap(),
            to: "circulation".parse().unwrap(),
            letter: Letter {
                chat: ChatId::from_bytes([1; 16]),
                transfer: Number(2),
                says: Says::Arrived,
            },
        };
        let literal = concat!(
            r#"{"organisation":"main","from":"reference","to":"circulation","#,
            r#""letter":{"chat":"01010101010101010101010101010101","transfer":2,"#,
            r#""says":{"says":"arrived"}}}"#
        );
        assert_eq!(serde_json::to_string(&envelope).unwrap(), literal);
        let read: Envelope = serde_json::from_str(literal).unwrap();
        assert_eq!(read, envelope);
    }
}
