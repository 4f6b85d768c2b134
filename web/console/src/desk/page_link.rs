//! The page a guest writes from: said by the guest's browser, so shown as text and trusted for nothing.

use hushdesk_protocol::text::PageAddress;
use hushdesk_web::invisible::is_invisible;
use yew::prelude::*;

/// Which page.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct PageLinkProps {
    pub(crate) page: PageAddress,
}

/// A link if it leads to a web page, opened apart and without saying from where; else only its text.
#[component]
pub(crate) fn PageLink(props: &PageLinkProps) -> Html {
    let page = props.page.as_str();
    match WebPage::parse(page) {
        Some(page) => html! {
            <a href={page.address()} target="_blank" rel="noreferrer noopener nofollow" class="page-link" dir="ltr">
                <strong>{ &page.host }</strong>{ page.shown_path() }
            </a>
        },
        None => html! { <bdi>{ printable(page) }</bdi> },
    }
}

/// Where a page is: its host and path, as text. Nothing of what is no web page.
pub(crate) fn place_of(page: Option<&PageAddress>) -> Option<String> {
    let page = WebPage::parse(page?.as_str())?;
    Some(format!("{}{}", page.host, page.shown_path()))
}

/// A page of the web, by what tells where it is.
#[derive(Clone, Debug, Eq, PartialEq)]
struct WebPage {
    scheme: &'static str,
    /// The host, with a port if there is one.
    host: String,
    /// The path; it begins with a slash.
    path: String,
}

impl WebPage {
    /// Nothing that runs (no `javascript:`, no `data:`), and nothing that poses as another page: what stands before
    /// an `@` is no host, and what turns the direction of writing is left out.
    fn parse(address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once("://")?;
        let scheme = ["https", "http"]
            .into_iter()
            .find(|known| scheme.eq_ignore_ascii_case(known))?;
        // A browser takes a backslash for a slash.
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let is_host = |it: char| it.is_ascii_alphanumeric() || "-._:[]".contains(it);
        (!host.is_empty() && host.chars().all(is_host)).then(|| Self {
            scheme,
            host: host.to_ascii_lowercase(),
            path: format!("/{}", printable(path).trim_start_matches(['/', '\\'])),
        })
    }

    fn address(&self) -> String {
        format!("{}://{}{}", self.scheme, self.host, self.path)
    }

    fn shown_path(&self) -> &str {
        self.path.trim_end_matches('/')
    }
}

/// Without what is not seen and changes how the rest is read: controls, and what turns the direction of writing.
fn printable(text: &str) -> String {
    text.chars().filter(|it| !is_invisible(*it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(address: &str) -> Option<(String, String)> {
        let page = WebPage::parse(address)?;
        Some((page.host.clone(), page.shown_path().to_owned()))
    }

    fn shown(host: &str, path: &str) -> Option<(String, String)> {
        Some((host.to_owned(), path.to_owned()))
    }

    #[test]
    fn only_web_pages_become_links() {
        assert_eq!(
            parts("HTTPS://Library.example/"),
            shown("library.example", "")
        );
        for address in [
            "javascript:alert(1)",
            "javascript://library.example/%0aalert(1)",
            "data:text/html,x",
            " https://x",
            "file:///etc/passwd",
            "https:///etc/passwd",
            "https://l\u{456}brary.example/",
        ] {
            assert_eq!(parts(address), None, "{address}");
        }
    }

    #[test]
    fn a_page_is_told_by_its_host_and_path_and_cannot_pose_as_another() {
        for (address, host, path) in [
            ("http://127.0.0.1:8787/a/b", "127.0.0.1:8787", "/a/b"),
            (
                "https://library.example@evil.example/x",
                "evil.example",
                "/x",
            ),
            ("https://a:b@c@evil.example", "evil.example", ""),
            (
                "https://evil.example\\@library.example/",
                "evil.example",
                "/@library.example",
            ),
            ("https://evil.example/?library.example", "evil.example", ""),
            ("https://evil.example#@library.example", "evil.example", ""),
            (
                "https://evil.example/\u{202e}elpmaxe",
                "evil.example",
                "/elpmaxe",
            ),
        ] {
            assert_eq!(parts(address), shown(host, path), "{address}");
        }
    }

    #[test]
    fn a_link_leads_to_what_is_shown() {
        let page = WebPage::parse("https://user@library.example//evil.example/a?q=1#f").unwrap();
        assert_eq!(page.address(), "https://library.example/evil.example/a");
    }
}
