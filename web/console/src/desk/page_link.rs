//! The page a guest writes from: said by the guest's browser, so shown as text and trusted for nothing.

use hushdesk_protocol::text::PageAddress;
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
    if is_web_page(page) {
        html! { <a href={page.to_owned()} target="_blank" rel="noreferrer noopener" dir="ltr">{ shown(page) }</a> }
    } else {
        html! { <bdi>{ page }</bdi> }
    }
}

/// Nothing that runs: no `javascript:`, no `data:`.
fn is_web_page(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    address.starts_with("https://") || address.starts_with("http://")
}

/// Without what all of them begin with.
fn shown(address: &str) -> &str {
    address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_become_links() {
        assert!(is_web_page("HTTPS://library.example/"));
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            " https://x",
            "file:///etc/passwd",
        ] {
            assert!(!is_web_page(address), "{address}");
        }
    }
}
