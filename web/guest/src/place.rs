//! Where the widget was opened: by which snippet, on which page. In a frame the loader says it in the address: the snippet in
//! its query, since who may embed it is for the server to say, and the page in its fragment, which is sent to none. A page of
//! its own has the snippet in its path: `/chat/SNIPPET`. A page that pins what it loads (`hush-desk.js`) has no address, and
//! says both in its head.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::text::PageAddress;
use web_sys::{Document, UrlSearchParams};

/// What the address says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    /// Which snippet was pasted into the page.
    pub(crate) snippet: SnippetName,
    /// The page's address.
    pub(crate) page: Option<PageAddress>,
}

impl Place {
    /// As this page's address has it; none if it names no snippet.
    pub(crate) fn of_this_page() -> Option<Self> {
        let window = web_sys::window()?;
        let said = |what: &str| said_in_head(&window.document()?, what);
        let location = window.location();
        let query = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
        let fragment = location.hash().ok()?;
        let fragment = UrlSearchParams::new_with_str(fragment.trim_start_matches('#')).ok()?;
        let path = location.pathname().ok()?;
        let snippet = query.get("snippet").or_else(|| said("snippet"));
        let snippet = snippet.or_else(|| snippet_in(&path))?;
        let page = fragment.get("page").or_else(|| said("page"));
        Some(Self {
            snippet: snippet.parse().ok()?,
            page: page.and_then(|page| PageAddress::cut(&page)),
        })
    }
}

fn said_in_head(document: &Document, what: &str) -> Option<String> {
    let place = format!("meta[name='hushdesk:{what}']");
    let found = document.query_selector(&place).ok()??;
    found.get_attribute("content")
}

/// The snippet in the path of a page of its own.
fn snippet_in(path: &str) -> Option<String> {
    let name = path.strip_prefix("/chat/")?;
    Some(name.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_its_own_has_the_snippet_in_its_path() {
        for (path, expected) in [
            ("/chat/reference", Some("reference")),
            ("/chat/reference/", Some("reference")),
            ("/widget/", None),
        ] {
            assert_eq!(snippet_in(path).as_deref(), expected, "{path}");
        }
    }
}
