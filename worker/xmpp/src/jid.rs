//! Addresses (RFC 7622): who is who to an operator's program.
//!
//! ```text
//! ann@help.example                     a colleague, and oneself
//! reference@queues.help.example        a queue
//! linden-2ih.0f3c@guests.help.example  a guest, for the time of one chat
//! ```
//!
//! None of the hosts needs to be found by anybody: all goes through the one address that the program was given.

use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName};

/// Bytes of a domain (RFC 7622, section 3.2), less what stands before it.
const DOMAIN_BYTES_MAX: usize = 1_000;

/// Bytes of a resource (RFC 7622, section 3.4).
const RESOURCE_BYTES_MAX: usize = 256;

/// The host that a program calls its server.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Domain(String);

impl Domain {
    /// One that a program may say; none if it is none.
    pub fn of(text: &str) -> Option<Self> {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']');
        let text = text.to_lowercase();
        let fits = !text.is_empty() && text.len() <= DOMAIN_BYTES_MAX && text.chars().all(is_plain);
        fits.then_some(Self(text))
    }

    /// What a server is called that nobody has called anything.
    pub fn none() -> Self {
        Self("localhost".to_owned())
    }

    /// As it is written.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// An operator's bare address.
    pub(crate) fn operator(&self, name: &OperatorName) -> String {
        format!("{name}@{}", self.0)
    }

    /// A queue's.
    pub(crate) fn queue(&self, name: &QueueName) -> String {
        format!("{name}@queues.{}", self.0)
    }

    /// A guest's. Labels may be the same; with some digits of the chat they are not.
    pub(crate) fn guest(&self, label: &GuestLabel, chat: &ChatId) -> String {
        let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let label: String = label.0.to_lowercase().chars().filter(is_plain).collect();
        let digits: String = chat.as_str().chars().take(8).collect();
        format!("{label}.{digits}@guests.{}", self.0)
    }
}

/// The address without its resource.
pub(crate) fn bare(address: &str) -> &str {
    address.split_once('/').map_or(address, |(bare, _)| bare)
}

/// The resource that a program would like; none if it is none.
pub(crate) fn resource(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = !text.is_empty() && text.len() <= RESOURCE_BYTES_MAX;
    (fits && !text.chars().any(char::is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_an_address() {
        let domain = Domain::of("Help.example").unwrap();
        let chat = ChatId::from_bytes([0xab; 16]);
        let label = GuestLabel("linden-2ih".to_owned());
        assert_eq!(domain.operator(&"ann".parse().unwrap()), "ann@help.example");
        assert_eq!(
            domain.queue(&"reference".parse().unwrap()),
            "reference@queues.help.example"
        );
        assert_eq!(
            domain.guest(&label, &chat),
            "linden-2ih.abababab@guests.help.example"
        );
    }

    #[test]
    fn what_is_no_host_is_none() {
        for text in ["", "a b", "a/b", "a@b", "<a>", "a'b"] {
            assert_eq!(Domain::of(text), None, "{text:?}");
        }
        assert!(Domain::of("127.0.0.1").is_some());
        assert!(Domain::of("[::1]").is_some());
    }

    #[test]
    fn a_resource_is_taken_off() {
        assert_eq!(bare("ann@help.example/Pidgin"), "ann@help.example");
        assert_eq!(bare("ann@help.example"), "ann@help.example");
        assert_eq!(resource(" desk "), Some("desk"));
        assert_eq!(resource(" "), None);
    }
}
