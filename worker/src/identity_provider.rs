//! Asking identity providers: what one says of itself and its keys, which are kept for a while, and for a token.
//!
//! What is kept is kept in the memory of this instance only, of so many providers, so long and so large at most. An address of an
//! administrator's is asked, and those that the provider names, and nowhere else: where an answer leads is not followed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use futures_util::StreamExt;
use hushdesk_directory::{Identity, ProviderClient};
use hushdesk_edge::now;
use hushdesk_oidc::{
    Attempt, Bound, Client, Expected, IdToken, Keys, Metadata, Purpose, Reach, TokenRequest,
    Tokens, Untrue, code_of, metadata_address, tokens_in, verify,
};
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{ClaimName, ClientSecret, PROVIDER_RETURN_PATH, ProviderReturn};
use worker::{Headers, Method, Request, RequestInit, RequestRedirect, Response};

use crate::patience;
use crate::problem::Problem;
use crate::site::{Site, Way};

/// Providers of which something is kept, at most: some 100 kB each, if they are as large as they may be.
const KEPT_MAX: usize = 32;

/// How long it is kept, in milliseconds.
const KEPT_MILLIS: u64 = 10 * 60_000;

/// How long keys are not asked for again, in milliseconds, when a token is signed by one that is not known: whoever makes up tokens
/// has a provider asked no more often.
const KEYS_AGAIN_MILLIS: u64 = 2_000;

/// Bytes of an answer of a provider.
const ANSWER_BYTES_MAX: usize = 131_072;

thread_local! {
    static KEPT: RefCell<BTreeMap<String, Kept>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is kept of a provider.
#[derive(Clone)]
struct Kept {
    metadata: Metadata,
    keys: Keys,
    /// When the keys were read.
    read: Timestamp,
    /// When it is kept no longer.
    until: Timestamp,
}

/// The provider of an organisation, as its site asks it.
pub(crate) struct IdentityProvider {
    client: ProviderClient,
    redirect: String,
    reach: Reach,
}

impl IdentityProvider {
    /// The provider by which people sign in at this site.
    pub(crate) fn of(client: ProviderClient, site: &Site) -> Self {
        let reach = reach(site);
        let redirect = format!("{}{PROVIDER_RETURN_PATH}", site.origin);
        Self {
            client,
            redirect,
            reach,
        }
    }

    fn client(&self) -> Client<'_> {
        Client {
            issuer: self.client.issuer.as_str(),
            id: self.client.client_id.as_str(),
            redirect: &self.redirect,
        }
    }

    fn bound(&self, attempt: &Attempt) -> Result<Bound, Problem> {
        let bound = attempt.bound_to(&self.client());
        bound.ok_or_else(|| Problem::failed("deriving what binds a sign-in"))
    }

    /// Where somebody goes to sign in.
    pub(crate) async fn address_for(&self, attempt: &Attempt) -> Result<String, Problem> {
        let kept = self.known().await?;
        let bound = self.bound(attempt)?;
        let purpose = attempt.purpose();
        let address = kept
            .metadata
            .sign_in_address(&self.client(), &bound, purpose);
        Ok(address.into())
    }

    /// Refuses what is no answer to what was begun here.
    pub(crate) fn must_be_asked(
        &self,
        attempt: &Attempt,
        returned: &ProviderReturn,
    ) -> Result<(), Problem> {
        if self.bound(attempt)?.is_answered_by(returned.state.as_str()) {
            return Ok(());
        }
        Err(Problem::SignInOver)
    }

    /// Who has come back with this.
    pub(crate) async fn identity(
        &self,
        attempt: &Attempt,
        returned: &ProviderReturn,
    ) -> Result<Identity, Problem> {
        let bound = self.bound(attempt)?;
        let kept = self.known().await?;
        let code = code_of(returned, &bound, &self.client(), &kept.metadata)
            .map_err(|error| Problem::ProviderRefused(error.to_string()))?;
        let tokens = self.exchange(&kept.metadata, code, &bound).await?;
        let since = match attempt.purpose() {
            Purpose::SignIn => None,
            Purpose::Proof => Some(attempt.begun()),
        };
        let believed = |keys: &Keys| {
            let expected = Expected {
                issuer: self.client.issuer.as_str(),
                client: self.client.client_id.as_str(),
                nonce: bound.nonce(),
                since,
                now: now(),
            };
            verify(&tokens.id, keys, &expected)
        };
        let metadata = kept.metadata.clone();
        let believed = match believed(&kept.keys) {
            // The provider may have changed its keys.
            Err(Untrue::Key) => believed(&self.other_keys(kept).await?),
            believed => believed,
        };
        let token = believed.map_err(|error| {
            Problem::ProviderRefused(format!("what it says is not believed: {error}"))
        })?;
        let token = self.completed(token, &metadata, tokens.access).await?;
        Ok(self.identified(&token, &self.client.claim))
    }

    /// The token with what the provider says elsewhere, if it has to be asked for it.
    async fn completed(
        &self,
        token: IdToken,
        metadata: &Metadata,
        access: Option<String>,
    ) -> Result<IdToken, Problem> {
        let claim = self.client.claim.as_str();
        let (Some(address), Some(access)) = (metadata.userinfo_address(), access) else {
            return Ok(token);
        };
        if !token.lacks(claim) {
            return Ok(token);
        }
        let headers = [("Authorization", &*format!("Bearer {access}"))];
        let (status, said) = fetch(address.as_str(), RequestInit::new(), &headers).await?;
        Ok(if status == 200 {
            token.with(claim, &said)
        } else {
            token
        })
    }

    fn identified(&self, token: &IdToken, claim: &ClaimName) -> Identity {
        Identity {
            issuer: self.client.issuer.clone(),
            client_id: self.client.client_id.clone(),
            subject: token.subject().to_owned(),
            email: token.verified_email(),
            claim: token.claim(claim.as_str()).map(str::to_owned),
            signed_in: token.signed_in(),
        }
    }

    /// What the provider says of itself, and its keys.
    async fn known(&self) -> Result<Kept, Problem> {
        let issuer = self.client.issuer.as_str();
        if let Some(kept) = kept(issuer, now()) {
            return Ok(kept);
        }
        if self.reach.address(issuer).is_none() {
            return Err(unusable("its address does not begin with https://"));
        }
        let document = get(&metadata_address(issuer)).await?;
        let metadata = Metadata::read(issuer, &document, self.reach).map_err(unusable)?;
        let keys = keys_of(&metadata).await?;
        let kept = Kept {
            metadata,
            keys,
            read: now(),
            until: now().plus(KEPT_MILLIS),
        };
        keep(issuer, kept.clone());
        Ok(kept)
    }

    /// The keys that the provider has by now, if those that are known were not read just now.
    async fn other_keys(&self, kept: Kept) -> Result<Keys, Problem> {
        if now().since(kept.read) < KEYS_AGAIN_MILLIS {
            return Ok(kept.keys);
        }
        let keys = keys_of(&kept.metadata).await?;
        let kept = Kept {
            keys: keys.clone(),
            read: now(),
            ..kept
        };
        keep(self.client.issuer.as_str(), kept);
        Ok(keys)
    }

    async fn exchange(
        &self,
        metadata: &Metadata,
        code: &str,
        bound: &Bound,
    ) -> Result<Tokens, Problem> {
        let secret = self.client.secret.as_ref().map(ClientSecret::as_str);
        let asked = TokenRequest::new(metadata, &self.client(), secret, (code, bound));
        let answer = post(metadata.token_address().as_str(), asked).await?;
        tokens_in(&answer).map_err(|error| Problem::ProviderRefused(error.to_string()))
    }
}

/// Which addresses the Worker asks for this site: those of the machine itself beside a development server only.
pub(crate) fn reach(site: &Site) -> Reach {
    match site.way {
        Way::Loopback => Reach::OrLoopback,
        Way::Https | Way::Plain => Reach::Encrypted,
    }
}

fn kept(issuer: &str, now: Timestamp) -> Option<Kept> {
    KEPT.with_borrow(|all| all.get(issuer).filter(|kept| kept.until > now).cloned())
}

/// Keeps it; of too many, the one goes that would have gone first.
fn keep(issuer: &str, kept: Kept) {
    KEPT.with_borrow_mut(|all| {
        all.insert(issuer.to_owned(), kept);
        if all.len() > KEPT_MAX {
            let first = all.iter().min_by_key(|(_, kept)| kept.until);
            if let Some(first) = first.map(|(issuer, _)| issuer.clone()) {
                all.remove(&first);
            }
        }
    });
}

async fn keys_of(metadata: &Metadata) -> Result<Keys, Problem> {
    let set = get(metadata.keys_address().as_str()).await?;
    Keys::read(&set).map_err(unusable)
}

fn unusable(why: impl ToString) -> Problem {
    Problem::ProviderFailed(why.to_string())
}

async fn get(address: &str) -> Result<Vec<u8>, Problem> {
    let (status, answer) = fetch(address, RequestInit::new(), &[]).await?;
    if status != 200 {
        return Err(unusable(format!("it answers with status {status}")));
    }
    Ok(answer)
}

/// Whatever the status: an error stands in the answer, too.
async fn post(address: &str, asked: TokenRequest) -> Result<Vec<u8>, Problem> {
    let mut headers = vec![("Content-Type", "application/x-www-form-urlencoded")];
    if let Some(authorization) = &asked.authorization {
        headers.push(("Authorization", authorization));
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_body(Some(asked.body.as_str().into()));
    let (_, answer) = fetch(address, init, &headers).await?;
    Ok(answer)
}

async fn fetch(
    address: &str,
    mut init: RequestInit,
    more: &[(&str, &str)],
) -> Result<(u16, Vec<u8>), Problem> {
    let headers = Headers::new();
    headers.set("Accept", "application/json")?;
    headers.set("User-Agent", "Hushdesk")?;
    for (name, value) in more {
        headers.set(name, value)?;
    }
    init.with_headers(headers)
        .with_redirect(RequestRedirect::Manual);
    let request = Request::new_with_init(address, &init)?;
    let answered = async {
        let mut response = patience::fetch(request).await?;
        let status = response.status_code();
        Ok::<_, worker::Error>((status, bounded(&mut response).await?))
    };
    let (status, answer) = answered
        .await
        .map_err(|_| unusable("it cannot be reached"))?;
    let answer = answer.ok_or_else(|| unusable("it answers too much"))?;
    Ok((status, answer))
}

/// An answer, if it is no longer than it may be.
async fn bounded(response: &mut Response) -> worker::Result<Option<Vec<u8>>> {
    let mut stream = response.stream()?;
    let mut answer = Vec::new();
    while let Some(chunk) = stream.next().await {
        answer.extend(chunk?);
        if answer.len() > ANSWER_BYTES_MAX {
            return Ok(None);
        }
    }
    Ok(Some(answer))
}
