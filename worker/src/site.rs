//! The host a request came to: its origin, whether it is a development server's, and whose it is.

use std::net::IpAddr;

use hushdesk_protocol::ids::OrganisationName;
use worker::Url;

const MAIN: &str = "main";

/// Where a request came to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Site {
    /// Scheme, host and port, as a browser writes them into `Origin`.
    pub(crate) origin: String,
    /// The host alone.
    pub(crate) host: String,
    /// How it came.
    pub(crate) way: Way,
    /// Whose it is.
    pub(crate) organisation: OrganisationName,
}

/// How a request came, as far as somebody on the way could have read it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Way {
    /// Encrypted.
    Https,
    /// In the clear, on a loopback address: a development server, where `Secure` cookies would not come back.
    Loopback,
    /// In the clear, for everybody on the way to read and change.
    Plain,
}

impl Site {
    /// The site of an address. With a suffix `help.example`, the host `LIBRARY.help.example` is that of the
    /// organisation `LIBRARY`; every other host, and every host without a suffix, is that of `main`. `None` if
    /// the address has no host.
    pub(crate) fn of(address: &Url, suffix: Option<&str>) -> Option<Self> {
        let host = address.host_str()?;
        Some(Self {
            origin: address.origin().ascii_serialization(),
            host: host.to_owned(),
            way: match address.scheme() {
                "http" if is_loopback(host) => Way::Loopback,
                "http" => Way::Plain,
                _ => Way::Https,
            },
            organisation: suffix
                .and_then(|suffix| organisation_below(suffix, host))
                .or_else(main_organisation)?,
        })
    }
}

/// The organisation of every host that names no other: every deployment has it.
pub(crate) fn main_organisation() -> Option<OrganisationName> {
    OrganisationName::try_from(MAIN.to_owned()).ok()
}

/// One label before the suffix, and a name: certificates cover one label, too.
fn organisation_below(suffix: &str, host: &str) -> Option<OrganisationName> {
    let label = host.strip_suffix(suffix)?.strip_suffix('.')?;
    if label.contains('.') {
        return None;
    }
    OrganisationName::try_from(label.to_owned()).ok()
}

/// Names below `localhost` lead nowhere else (RFC 6761, section 6.3).
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(address: &str, suffix: Option<&str>) -> Site {
        Site::of(&address.parse().unwrap(), suffix).unwrap()
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        let origin = |address| site(address, None).origin;
        assert_eq!(origin("https://Help.Example/api"), "https://help.example");
        assert_eq!(origin("https://help.example:443/"), "https://help.example");
        assert_eq!(
            origin("http://127.0.0.1:8787/api/v1/session"),
            "http://127.0.0.1:8787"
        );
    }

    #[test]
    fn plain_http_is_for_development_servers_on_loopback() {
        for (address, expected) in [
            ("http://127.0.0.1:8787/", Way::Loopback),
            ("http://localhost:8787/", Way::Loopback),
            ("http://city.localhost:8787/", Way::Loopback),
            ("http://[::1]:8787/", Way::Loopback),
            ("https://localhost/", Way::Https),
            ("https://help.example/", Way::Https),
            ("http://help.example/", Way::Plain),
            ("http://127.0.0.1.help.example/", Way::Plain),
        ] {
            assert_eq!(site(address, None).way, expected, "{address}");
        }
    }

    #[test]
    fn the_host_names_the_organisation_below_the_suffix_and_main_elsewhere() {
        let organisation = |host: &str, suffix| {
            site(&format!("https://{host}/"), suffix)
                .organisation
                .as_str()
                .to_owned()
        };
        let suffix = Some("help.example");
        assert_eq!(organisation("city.help.example", None), "main");
        assert_eq!(organisation("city.help.example", suffix), "city");
        for host in [
            "help.example",
            "a.city.help.example",
            "cityhelp.example",
            "-city.help.example",
            "hushdesk.workers.example",
        ] {
            assert_eq!(organisation(host, suffix), "main", "{host}");
        }
    }
}
