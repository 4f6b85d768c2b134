//! The secret of a link by which somebody chooses their password: 256 random bits, in the link, as its hash in the
//! directory.

use hushdesk_directory::LinkHash;
use hushdesk_edge::random;
use hushdesk_protocol::ids::LinkToken;
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::site::Site;

/// Makes one.
pub(crate) fn make() -> Result<LinkToken, Problem> {
    Ok(LinkToken::from_bytes(random::bytes()?))
}

/// The link with it, at this site. What stands behind `#` no server sees.
pub(crate) fn address(site: &Site, token: &LinkToken) -> String {
    format!("{}/console/join#{}", site.origin, token.as_str())
}

/// What the directory knows of it.
pub(crate) fn hash(token: &LinkToken) -> LinkHash {
    LinkHash::of_bytes(Sha256::digest(token.as_str().as_bytes()).into())
}
