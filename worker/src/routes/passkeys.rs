//! Passkeys: signing in by one, and those of whoever is signed in.

use hushdesk_directory::{
    AddPasskey, BeginPasskey, GivePasskeyChallenge, ListPasskeys, OpenPasskeySession,
    ProveByPasskey, RemovePasskey, RenamePasskey, ShownPasskey,
};
use hushdesk_edge::random;
use hushdesk_passkeys::{Site, encoded};
use hushdesk_protocol::ids::PasskeyId;
use hushdesk_protocol::rest::{
    AddedPasskey, DeletePasskey, GetPasskeys, NewPasskey, Page, PasskeyAnswer, PasskeyBeginning,
    PasskeyChallenge, PasskeyLabel, PasskeyListing, PostPasskey, PostPasskeyBeginning,
    PostPasskeyChallenge, PostPasskeySession, PutPasskey, PutPasskeyProof, Session,
};

use super::Serve;
use super::session::signed_in;
use crate::browser_token::BrowserToken;
use crate::call::Call;
use crate::problem::{Problem, passed};
use crate::reply::Reply;
use crate::session_token::SessionToken;
use crate::{device, recovery_code};

impl Serve for PostPasskeyChallenge {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<PasskeyChallenge>, Problem> {
        let challenge = random::bytes()?;
        let give = GivePasskeyChallenge { challenge };
        call.directory()?.ask(&give).await?;
        Ok(Reply::of(PasskeyChallenge {
            challenge: encoded(&challenge),
        }))
    }
}

impl Serve for PostPasskeySession {
    async fn serve(self, call: &Call, answer: PasskeyAnswer) -> Result<Reply<Session>, Problem> {
        let token = SessionToken::from_bytes(random::bytes()?);
        let new_mark = BrowserToken::from_bytes(random::bytes()?);
        let open = OpenPasskeySession {
            shown: shown(call, answer),
            token: token.hash(),
            device: device::short(&call.header("User-Agent").unwrap_or_default()),
            browser: call.browser().as_ref().map(BrowserToken::hash),
            new_browser: new_mark.hash(),
        };
        let opened = passed(call.directory()?.ask(&open).await?)?;
        Ok(signed_in(call, opened, &token, new_mark))
    }
}

impl Serve for PutPasskeyProof {
    async fn serve(self, call: &Call, answer: PasskeyAnswer) -> Result<Reply<()>, Problem> {
        let prove = ProveByPasskey {
            shown: shown(call, answer),
        };
        Ok(Reply::of(passed(call.directory()?.ask(&prove).await?)?))
    }
}

impl Serve for GetPasskeys {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<PasskeyListing>>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&ListPasskeys).await?))
    }
}

impl Serve for PostPasskeyBeginning {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<PasskeyBeginning>, Problem> {
        let begin = BeginPasskey {
            challenge: random::bytes()?,
            handle: random::bytes()?,
        };
        Ok(Reply::of(call.directory()?.ask(&begin).await?))
    }
}

impl Serve for PostPasskey {
    async fn serve(self, call: &Call, new: NewPasskey) -> Result<Reply<AddedPasskey>, Problem> {
        let (id, codes) = (
            PasskeyId::from_bytes(random::bytes()?),
            recovery_code::make_all()?,
        );
        let add = AddPasskey {
            id: id.clone(),
            new,
            site: site(call),
            recovery: codes.iter().map(|code| recovery_code::hash(code)).collect(),
        };
        let are_given = passed(call.directory()?.ask(&add).await?)?;
        let codes = if are_given { codes } else { vec![] };
        Ok(Reply::of(AddedPasskey { id, codes }))
    }
}

impl Serve for PutPasskey {
    async fn serve(self, call: &Call, label: PasskeyLabel) -> Result<Reply<()>, Problem> {
        let rename = RenamePasskey {
            passkey: self.passkey,
            label: label.label,
        };
        Ok(Reply::of(call.directory()?.ask(&rename).await?))
    }
}

impl Serve for DeletePasskey {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let passkey = self.passkey;
        let remove = RemovePasskey { passkey };
        Ok(Reply::of(call.directory()?.ask(&remove).await?))
    }
}

/// What whoever calls shows.
pub(super) fn shown(call: &Call, answer: PasskeyAnswer) -> ShownPasskey {
    ShownPasskey {
        answer,
        site: site(call),
    }
}

/// The site whose passkeys count.
fn site(call: &Call) -> Site {
    Site {
        host: call.site.host.clone(),
        origin: call.site.origin.clone(),
    }
}
