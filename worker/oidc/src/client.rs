//! What an organisation is to its provider, and which addresses may be asked.

use url::{Host, Url};

/// An organisation, as its provider knows it.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// By what the provider knows the organisation.
    pub id: &'a str,
    /// Where the provider sends people back to.
    pub redirect: &'a str,
}

/// Which addresses may be asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reach {
    /// Those that nobody on the way can read or change.
    Encrypted,
    /// The same, and those of the machine itself, for a provider beside a development server.
    OrLoopback,
}

impl Reach {
    /// The address, if it may be asked.
    pub fn address(self, text: &str) -> Option<Url> {
        let address = Url::parse(text).ok()?;
        let is_plain = address.username().is_empty()
            && address.password().is_none()
            && address.fragment().is_none();
        let is_within = match address.scheme() {
            "https" => address.host().is_some(),
            "http" => self == Self::OrLoopback && address.host().is_some_and(is_loopback),
            _ => false,
        };
        (is_plain && is_within).then_some(address)
    }
}

fn is_loopback(host: Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_asked_in_the_clear_but_on_the_machine_itself() {
        for (address, encrypted, or_loopback) in [
            ("https://id.example/keys", true, true),
            ("https://127.0.0.1/keys", true, true),
            ("http://127.0.0.1:9/keys", false, true),
            ("http://[::1]:9/keys", false, true),
            ("http://localhost:9/keys", false, true),
            ("http://id.example/keys", false, false),
            ("http://localhost.id.example/keys", false, false),
            ("https://user@id.example/keys", false, false),
            ("https://id.example/keys#some", false, false),
            ("javascript:alert(1)", false, false),
            ("data:text/html,hello", false, false),
            ("/keys", false, false),
        ] {
            let is_within = |reach: Reach| reach.address(address).is_some();
            assert_eq!(is_within(Reach::Encrypted), encrypted, "{address}");
            assert_eq!(is_within(Reach::OrLoopback), or_loopback, "{address}");
        }
    }
}
