//! The pages. Files are served before the Worker is asked, but for those by which a browser enters: of these the Worker
//! sees to it that they come encrypted. Everything else that comes here is an address inside the console, which is one
//! page for all of them, or nothing.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::page_origin::PageOrigin;
use worker::{Method, Response, Url};

use super::{pictures, presence};
use crate::call::Call;
use crate::problem::Problem;
use crate::security_headers;
use crate::site::Way;
use hushdesk_directory::FindSnippet;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "ASSETS";

/// The header in which a page says what may be done with it.
const POLICY: &str = "Content-Security-Policy";

/// The header in which a page says that nobody may have it in a frame, for browsers that do not know the policy.
const FRAMES: &str = "X-Frame-Options";

/// There is no such thing (RFC 9110, section 15.5.5).
const NOT_FOUND: u16 = 404;

/// Leads to another address for now (RFC 9110, section 15.4.3).
const FOUND: u16 = 302;

/// Leads to another address, for good, by the same method (RFC 9110, section 15.4.9).
const PERMANENT_REDIRECT: u16 = 308;

/// The page at a path.
pub(super) async fn show(call: &Call, path: &str) -> Result<Response, Problem> {
    let page: Vec<_> = path.split('/').skip(1).collect();
    let is_reading = matches!(call.method(), Method::Get | Method::Head);
    match page.as_slice() {
        _ if !is_reading => Err(Problem::NotFound("page")),
        _ if call.site.way == Way::Plain => encrypted(call),
        ["setup"] => elsewhere(call, "/console/setup"),
        ["console", ..] => file(call, "/console/").await,
        ["widget", ""] => widget(call).await,
        ["pictures", hash] => pictures::show(call, hash).await,
        ["presence", kind, file] => presence::show(call, kind, file).await,
        ["chat", snippet] | ["chat", snippet, ""] => chat(call, snippet).await,
        _ => Err(Problem::NotFound("page")),
    }
}

async fn file(call: &Call, path: &str) -> Result<Response, Problem> {
    let address = format!("{}{path}", call.site.origin);
    Ok(call.env.assets(BINDING)?.fetch(address, None).await?)
}

/// The widget's page, for those to embed whom its snippet names. A snippet that is not there names nobody; the page says
/// what is wrong with it.
async fn widget(call: &Call) -> Result<Response, Problem> {
    let page = file(call, "/widget/").await?;
    let snippet = call
        .query()?
        .into_iter()
        .find(|(name, _)| name == "snippet");
    let Some(Ok(snippet)) = snippet.map(|(_, value)| SnippetName::try_from(value)) else {
        return Ok(page);
    };
    let sites = match call.directory()?.ask(&FindSnippet { snippet }).await {
        Ok(record) => record.sites,
        Err(Problem::NotFound(_)) => vec![],
        Err(problem) => return Err(problem),
    };
    if sites.is_empty() {
        return Ok(page);
    }
    let headers = page.headers().clone();
    let policy = headers.get(POLICY)?.unwrap_or_default();
    headers.set(POLICY, &with_ancestors(&policy, &sites))?;
    Ok(page.with_headers(headers))
}

/// The chat in a page of its own, which nobody may have in a frame: there the widget's page is for that. It keeps to the
/// window that opened it, from which it may take a chat over. If there is no such snippet, the page says so.
async fn chat(call: &Call, snippet: &str) -> Result<Response, Problem> {
    let page = file(call, "/widget/").await?;
    let is_there = match SnippetName::try_from(snippet.to_owned()) {
        Ok(snippet) => is_snippet(call, snippet).await?,
        Err(_) => false,
    };
    let headers = page.headers().clone();
    let policy = headers.get(POLICY)?.unwrap_or_default();
    headers.set(POLICY, &format!("{policy}; frame-ancestors 'none'"))?;
    headers.set(FRAMES, "DENY")?;
    let page = page.with_headers(headers);
    Ok(if is_there {
        page
    } else {
        page.with_status(NOT_FOUND)
    })
}

async fn is_snippet(call: &Call, snippet: SnippetName) -> Result<bool, Problem> {
    match call.directory()?.ask(&FindSnippet { snippet }).await {
        Ok(_) => Ok(true),
        Err(Problem::NotFound(_)) => Ok(false),
        Err(problem) => Err(problem),
    }
}

/// The policy of a page that these sites may embed.
fn with_ancestors(policy: &str, sites: &[PageOrigin]) -> String {
    let sites: Vec<_> = sites.iter().map(PageOrigin::as_str).collect();
    format!("{policy}; frame-ancestors {}", sites.join(" "))
}

/// Leads to another page of the deployment.
fn elsewhere(call: &Call, path: &str) -> Result<Response, Problem> {
    let response = Response::empty()?.with_status(FOUND);
    security_headers::set(response.headers())?;
    let address = format!("{}{path}", call.site.origin);
    response.headers().set("Location", &address)?;
    Ok(response)
}

/// Leads to the same address over HTTPS.
fn encrypted(call: &Call) -> Result<Response, Problem> {
    let address = over_https(call.url()?).ok_or(Problem::NotFound("page"))?;
    let response = Response::empty()?.with_status(PERMANENT_REDIRECT);
    security_headers::set(response.headers())?;
    response.headers().set("Location", address.as_str())?;
    Ok(response)
}

/// The same address over HTTPS. Its port was that of plain HTTP.
fn over_https(mut address: Url) -> Option<Url> {
    address.set_port(None).ok()?;
    address.set_scheme("https").ok()?;
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_at_the_same_address_over_https() {
        for (plain, expected) in [
            (
                "http://help.example/console/?a=b",
                "https://help.example/console/?a=b",
            ),
            (
                "http://help.example:8080/widget/",
                "https://help.example/widget/",
            ),
        ] {
            let address = over_https(plain.parse().unwrap()).unwrap();
            assert_eq!(address.as_str(), expected);
        }
    }

    #[test]
    fn a_policy_names_the_sites_that_may_embed() {
        let sites = ["https://a.example", "https://*.b.example"].map(|site| site.parse().unwrap());
        assert_eq!(
            with_ancestors("default-src 'none'", &sites),
            "default-src 'none'; frame-ancestors https://a.example https://*.b.example"
        );
    }
}
