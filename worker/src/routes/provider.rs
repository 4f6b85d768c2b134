//! Signing in at the organisation's identity provider, and how that is set.

use hushdesk_directory::{
    AttemptHash, FindProvider, FindWaysIn, OpenProviderSession, ProveByProvider, SetProvider,
    ShowProvider, TakeReturn, UnlinkPerson,
};
use hushdesk_edge::{now, random};
use hushdesk_oidc::{Attempt, Purpose};
use hushdesk_protocol::rest::{
    DeletePersonProvider, GetProvider, GetWaysIn, PostProviderReturn, PostProviderSignIn, Provider,
    ProviderAddress, ProviderBeginning, ProviderChange, ProviderReturn, ProviderReturned,
    PutProvider, WaysIn,
};

use super::Serve;
use crate::call::Call;
use crate::identity_provider::{IdentityProvider, reach};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::session_token::SessionToken;
use crate::{cookie, device};

/// The header that gives a cookie.
const SET_COOKIE: &str = "Set-Cookie";

impl Serve for GetWaysIn {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<WaysIn>, Problem> {
        Ok(Reply::of(call.directory()?.ask(&FindWaysIn).await?))
    }
}

impl Serve for PostProviderSignIn {
    async fn serve(
        self,
        call: &Call,
        beginning: ProviderBeginning,
    ) -> Result<Reply<ProviderAddress>, Problem> {
        let client = call.directory()?.ask(&FindProvider).await?;
        let purpose = if beginning.again {
            Purpose::Proof
        } else {
            Purpose::SignIn
        };
        let attempt = Attempt::new(random::bytes()?, purpose, now());
        let provider = IdentityProvider::of(client, &call.site);
        let address = provider.address_for(&attempt).await?;
        Ok(Reply::of(ProviderAddress { address })
            .with(SET_COOKIE, cookie::attempting(&attempt, &call.site)))
    }
}

/// What answers nothing that was begun here changes nothing. The way back of what does is used up before the provider is asked
/// anything, whatever becomes of it.
impl Serve for PostProviderReturn {
    async fn serve(
        self,
        call: &Call,
        returned: ProviderReturn,
    ) -> Result<Reply<ProviderReturned>, Problem> {
        let attempt = call.attempt().filter(|attempt| !attempt.is_over(now()));
        let attempt = attempt.ok_or(Problem::SignInOver)?;
        let directory = call.directory()?;
        let client = directory.ask(&FindProvider).await?;
        let provider = IdentityProvider::of(client, &call.site);
        provider.must_be_asked(&attempt, &returned)?;
        let take = TakeReturn {
            attempt: AttemptHash::of_bytes(attempt.hash()),
            ends: attempt.ends(),
        };
        directory.ask(&take).await?;
        let identity = provider.identity(&attempt, &returned).await?;
        let over = cookie::attempted(&call.site);
        match attempt.purpose() {
            Purpose::SignIn => {
                let token = SessionToken::from_bytes(random::bytes()?);
                let open = OpenProviderSession {
                    identity,
                    token: token.hash(),
                    device: device::short(&call.header("User-Agent").unwrap_or_default()),
                };
                let session = directory.ask(&open).await?;
                let again = false;
                Ok(Reply::of(ProviderReturned { session, again })
                    .with(SET_COOKIE, over)
                    .with(SET_COOKIE, cookie::giving(&token, &call.site)))
            }
            Purpose::Proof => {
                let session = directory.ask(&ProveByProvider { identity }).await?;
                let again = true;
                Ok(Reply::of(ProviderReturned { session, again }).with(SET_COOKIE, over))
            }
        }
    }
}

impl Serve for GetProvider {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Provider>, Problem> {
        let shown = call.directory()?.ask(&ShowProvider).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutProvider {
    async fn serve(self, call: &Call, change: ProviderChange) -> Result<Reply<()>, Problem> {
        let issuer = change.settings.as_ref().map(|settings| &settings.issuer);
        let may_be_asked = |issuer: &str| reach(&call.site).address(issuer).is_some();
        if issuer.is_some_and(|issuer| !may_be_asked(issuer.as_str())) {
            return Err(Problem::Malformed(
                "its issuer begins with https://".to_owned(),
            ));
        }
        let set = SetProvider {
            change,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&set).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for DeletePersonProvider {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let unlink = UnlinkPerson {
            person: self.person,
        };
        Ok(Reply::of(call.directory()?.ask(&unlink).await?))
    }
}
