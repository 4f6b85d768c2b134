//! The skins of an organisation, for its operators.

use hushdesk_edge::{Database, Row};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::SkinListing;
use serde::{Deserialize, Serialize};

use super::{Directory, DirectoryError, Question, sessions, snippets};
use crate::session_token::TokenHash;

/// Which skins there are, for somebody who is signed in.
#[derive(Serialize, Deserialize)]
pub(crate) struct ListSkins {
    /// The hash of the session's token.
    pub(crate) token: TokenHash,
}

impl Question for ListSkins {
    const PATH: &'static str = "/list-skins";
    type Answer = Vec<SkinListing>;

    fn answer<D: Database>(
        self,
        directory: &Directory<D>,
        now: Timestamp,
    ) -> Result<Vec<SkinListing>, DirectoryError> {
        let database = directory.tables()?;
        sessions::signed_in(database, self.token, now)?;
        let rows = database.query("SELECT name, unverified FROM skins ORDER BY name", vec![])?;
        let skin = |mut row: Row| {
            let name = row.name("skins.name")?;
            let unverified = row.optional_text("skins.unverified")?;
            let sealing = snippets::sealing_of(database, &name, unverified)?;
            Ok(SkinListing { name, sealing })
        };
        rows.into_iter().map(skin).collect()
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Sealing;

    use super::*;
    use crate::directory::Refused;
    use crate::directory::testing::{NOW, library, open_session};

    #[test]
    fn an_operator_learns_which_keys_the_skins_pin_and_nobody_else_asks() {
        let directory = library();
        open_session("desk2", [2; 32])
            .answer(&directory, NOW)
            .unwrap();
        let list = |byte| {
            let token = TokenHash::of_bytes([byte; 32]);
            ListSkins { token }.answer(&directory, NOW)
        };
        let skins = list(2).unwrap();
        let kinds: Vec<_> = skins
            .iter()
            .map(|skin| (skin.name.as_str(), skin.sealing == Sealing::Open))
            .collect();
        assert_eq!(kinds, [("open", true), ("sealed", false)]);
        assert_eq!(list(9), Err(Refused::SignedOut.into()));
    }
}
