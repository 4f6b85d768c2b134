//! Where a request comes from, as far as limits on how often need to know.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hushdesk_protocol::rest::{AddressKept, GuestAddress};
use serde::{Deserialize, Serialize};

/// How often a whole site may do what one of its networks may do once. A provider gives a household or a library a
/// /48 or a /56 (RFC 6177): with a new /64 for each try, a limit on these alone would hold nobody.
const SITE_FACTOR: u32 = 4;

/// The network of `::1` (RFC 4291, section 2.5.3).
const LOOPBACK_NETWORK: &str = "::/64";

/// Where a request comes from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// An IPv4 address, or the 64 bits of an IPv6 address that name a network, since whoever has one address there
    /// has them all (RFC 4291, section 2.5.4).
    pub network: AddressKey,
    /// The 48 bits of an IPv6 address that name the site to which the network belongs.
    pub site: Option<AddressKey>,
}

impl Address {
    /// That of an IP address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self {
                network: AddressKey(address.to_string()),
                site: None,
            },
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                let network = Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0);
                let site = Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0);
                Self {
                    network: AddressKey(format!("{network}/64")),
                    site: Some(AddressKey(format!("{site}/48"))),
                }
            }
        }
    }

    /// Whether somebody asks from the same machine: only a development server has such, and its tests open more chats in a
    /// minute than a city.
    pub fn is_loopback(&self) -> bool {
        let is_ipv4 = |key: &str| key.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        is_ipv4(self.network.as_str()) || self.network.0 == LOOPBACK_NETWORK
    }

    /// Shared by all requests that do not say where they come from.
    pub fn unknown() -> Self {
        Self {
            network: AddressKey("unknown".to_owned()),
            site: None,
        }
    }

    /// What of it is kept, if anything is known.
    pub(crate) fn kept(&self, kept: AddressKept) -> Option<GuestAddress> {
        let text = match kept {
            AddressKept::Keep => self.network.0.clone(),
            AddressKept::Subnet => match &self.site {
                Some(site) => site.0.clone(),
                None => {
                    let [a, b, c, _] = self.network.0.parse::<Ipv4Addr>().ok()?.octets();
                    format!("{}/24", Ipv4Addr::new(a, b, c, 0))
                }
            },
            AddressKept::Drop => return None,
        };
        GuestAddress::try_from(text).ok()
    }

    /// Under which keys whatever comes from here is counted, each with how many times the limit of one network it
    /// may reach.
    pub fn counted(&self) -> impl Iterator<Item = (&AddressKey, u32)> {
        let site = self.site.iter().map(|site| (site, SITE_FACTOR));
        std::iter::once((&self.network, 1)).chain(site)
    }
}

/// Whose tries are counted together.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct AddressKey(String);

impl AddressKey {
    /// The key as it is compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AddressKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_machine_is_known_by_its_address() {
        let is_loopback = |text: &str| Address::of(text.parse().unwrap()).is_loopback();
        assert!(is_loopback("127.0.0.1") && is_loopback("::1"));
        assert!(!is_loopback("198.51.100.7") && !is_loopback("2001:db8::1"));
        assert!(!Address::unknown().is_loopback());
    }

    #[test]
    fn of_an_address_as_much_is_kept_as_a_queue_says() {
        let kept = |text: &str, kept| {
            let kept = Address::of(text.parse().unwrap()).kept(kept);
            kept.map(String::from)
        };
        let some = |text: &str| Some(text.to_owned());
        let (old, new) = ("198.51.100.7", "2001:db8:1:2:3:4:5:6");
        assert_eq!(kept(old, AddressKept::Keep), some("198.51.100.7"));
        assert_eq!(kept(old, AddressKept::Subnet), some("198.51.100.0/24"));
        assert_eq!(kept(new, AddressKept::Keep), some("2001:db8:1:2::/64"));
        assert_eq!(kept(new, AddressKept::Subnet), some("2001:db8:1::/48"));
        assert_eq!(kept(old, AddressKept::Drop), None);
        for all in [AddressKept::Keep, AddressKept::Subnet] {
            assert_eq!(Address::unknown().kept(all), None);
        }
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one_and_its_site_as_four() {
        let counted = |text: &str| -> Vec<(String, u32)> {
            let address = Address::of(text.parse().unwrap());
            let counted = address.counted();
            counted
                .map(|(key, times)| (key.to_string(), times))
                .collect()
        };
        let only = |key: &str| vec![(key.to_owned(), 1)];
        assert_eq!(counted("198.51.100.7"), only("198.51.100.7"));
        assert_eq!(counted("::ffff:198.51.100.7"), only("198.51.100.7"));
        let library = vec![
            ("2001:db8:1:2::/64".to_owned(), 1),
            ("2001:db8:1::/48".to_owned(), 4),
        ];
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), library);
        assert_eq!(counted("2001:db8:1:2::9"), library);
    }
}
