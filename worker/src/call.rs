//! One request to the Worker, and what every route may want to know of it.

use std::net::IpAddr;

use hushdesk_directory::{Address, Asker};
use hushdesk_oidc::Attempt;
use hushdesk_protocol::ids::OrganisationName;
use hushdesk_protocol::rest::Description;
use hushdesk_protocol::strict;
use serde::de::DeserializeOwned;
use worker::{Context, Env, Method, Request, Url};

use crate::browser_token::BrowserToken;
use crate::cookie;
use crate::directory_client::DirectoryClient;
use crate::problem::Problem;
use crate::same_origin::{CLIENT_HEADER, is_ours};
use crate::session_token::SessionToken;
use crate::site::Site;

/// The variable of `wrangler.toml` that says below which host organisations have theirs.
const SUFFIX_VARIABLE: &str = "ORGANISATION_SUFFIX";

/// The header in which Cloudflare says who is at the other end. A client's own is overwritten.
const ADDRESS_HEADER: &str = "CF-Connecting-IP";

/// A request, the site it came to, and the bindings.
pub(crate) struct Call {
    request: Request,
    /// Where it came to.
    pub(crate) site: Site,
    /// The Worker's bindings.
    pub(crate) env: Env,
    context: Context,
}

impl Call {
    /// A request that came in.
    pub(crate) fn new(request: Request, env: Env, context: Context) -> Result<Self, Problem> {
        let suffix = env
            .var(SUFFIX_VARIABLE)
            .ok()
            .map(|suffix| suffix.to_string());
        let site = Site::of(&request.url()?, suffix.as_deref())
            .ok_or_else(|| Problem::Malformed("its address names no host".to_owned()))?;
        Ok(Self {
            request,
            site,
            env,
            context,
        })
    }

    /// Does something after the answer has been given.
    pub(crate) fn afterwards(&self, deed: impl Future<Output = ()> + 'static) {
        self.context.wait_until(deed);
    }

    /// Its method.
    pub(crate) fn method(&self) -> Method {
        self.request.method()
    }

    /// The path of its address.
    pub(crate) fn path(&self) -> String {
        self.request.path()
    }

    /// Its whole address.
    pub(crate) fn url(&self) -> Result<Url, Problem> {
        Ok(self.request.url()?)
    }

    /// One of its headers.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).ok().flatten()
    }

    /// Its body, as this endpoint takes it: JSON that is no longer than it may be and says beforehand how long it is.
    pub(crate) async fn body<T: DeserializeOwned>(
        &mut self,
        endpoint: &Description,
    ) -> Result<T, Problem> {
        let Some(bytes_max) = endpoint.body.bytes_max() else {
            return strict::from_str("null").map_err(|_| Problem::failed("reading no body"));
        };
        let length = self.header("Content-Length");
        let length = length.and_then(|length| length.parse::<usize>().ok());
        if length.is_none_or(|length| length > bytes_max) {
            let limits = format!("its body has to have a Content-Length of at most {bytes_max}");
            return Err(Problem::Malformed(limits));
        }
        let body = self.request.bytes().await?;
        strict::from_slice(&body).map_err(|error| Problem::Malformed(format!("its body: {error}")))
    }

    /// Its body, which says how long it is.
    pub(crate) async fn text(&mut self) -> Result<String, Problem> {
        let body = self.request.bytes().await?;
        String::from_utf8(body).map_err(|_| Problem::Malformed("its body is no text".to_owned()))
    }

    /// The version of what is to be changed, as whoever changes it has seen it (RFC 9110, section 13.1.1); none for any.
    /// What is no tag of ours is none that is there.
    pub(crate) fn seen_version(&self) -> Result<Option<u64>, Problem> {
        let tag = self.header("If-Match").ok_or(Problem::VersionMissing)?;
        if tag.trim() == "*" {
            return Ok(None);
        }
        let version = tag
            .trim()
            .strip_prefix('"')
            .and_then(|tag| tag.strip_suffix('"'));
        let version = version.and_then(|version| version.parse().ok());
        version.map(Some).ok_or(Problem::ChangedMeanwhile)
    }

    /// Refuses what a foreign page may have made.
    pub(crate) fn must_be_ours(&self) -> Result<(), Problem> {
        let origin = self.header("Origin");
        let client_header = self.header(CLIENT_HEADER);
        if is_ours(origin.as_deref(), client_header.as_deref(), &self.site) {
            Ok(())
        } else {
            Err(Problem::Forbidden(
                "the request comes from another site; a program sends the header X-Hushdesk: 1",
            ))
        }
    }

    /// The origin of the page that asks, if it is none of our own. A program says none.
    pub(crate) fn foreign_origin(&self) -> Option<String> {
        self.header("Origin")
            .filter(|origin| *origin != self.site.origin)
    }

    /// Refuses what does not ask for a WebSocket.
    pub(crate) fn must_be_upgrade(&self) -> Result<(), Problem> {
        let upgrade = self.header("Upgrade").unwrap_or_default();
        if upgrade.eq_ignore_ascii_case("websocket") {
            Ok(())
        } else {
            Err(Problem::Malformed(
                "this address takes WebSockets only".to_owned(),
            ))
        }
    }

    /// The token of the session cookie.
    pub(crate) fn token(&self) -> Result<SessionToken, Problem> {
        let header = self.header("Cookie").unwrap_or_default();
        cookie::token(&header, &self.site).ok_or(Problem::SignedOut)
    }

    /// The token by which the browser is known again, if it says one.
    pub(crate) fn browser(&self) -> Option<BrowserToken> {
        cookie::browser(&self.header("Cookie")?, &self.site)
    }

    /// What somebody has begun at the identity provider in this browser, if it says so.
    pub(crate) fn attempt(&self) -> Option<Attempt> {
        cookie::attempt(&self.header("Cookie")?, &self.site)
    }

    /// The fields of its address's query.
    pub(crate) fn query(&self) -> Result<Vec<(String, String)>, Problem> {
        Ok(self.url()?.query_pairs().into_owned().collect())
    }

    /// Who is to be counted for what is tried.
    pub(crate) fn address(&self) -> Address {
        self.ip().map_or_else(Address::unknown, Address::of)
    }

    fn ip(&self) -> Option<IpAddr> {
        self.header(ADDRESS_HEADER)?.parse().ok()
    }

    /// The directory of the organisation whose site this is, asked by whoever calls.
    pub(crate) fn directory(&self) -> Result<DirectoryClient, Problem> {
        self.directory_of(&self.site.organisation)
    }

    /// The directory of another organisation of this deployment, asked by whoever calls.
    pub(crate) fn directory_of(
        &self,
        organisation: &OrganisationName,
    ) -> Result<DirectoryClient, Problem> {
        let asker = Asker {
            session: self.token().ok().map(|token| token.hash()),
            address: self.address(),
        };
        DirectoryClient::of(&self.env, organisation, asker)
    }
}
