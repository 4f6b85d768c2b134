//! Where the widget was opened: which snippet, on which page. The loader says it in the frame's address: the snippet in
//! its query, since who may embed it is for the server to say, and the page in its fragment, which is sent to none.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::limits::PAGE_ADDRESS_BYTES_MAX;
use hushdesk_protocol::text::PageAddress;
use web_sys::UrlSearchParams;

/// What the address says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Place {
    /// Which snippet was pasted into the page.
    pub(crate) snippet: SnippetName,
    /// The page's address.
    pub(crate) page: Option<PageAddress>,
}

impl Place {
    /// As the frame's address has it; none if it names no snippet.
    pub(crate) fn of_this_frame() -> Option<Self> {
        let location = web_sys::window()?.location();
        let query = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
        let fragment = location.hash().ok()?;
        let fragment = UrlSearchParams::new_with_str(fragment.trim_start_matches('#')).ok()?;
        Some(Self {
            snippet: query.get("snippet")?.parse().ok()?,
            page: fragment.get("page").and_then(|page| page_address(&page)),
        })
    }
}

/// The address without what was asked for there, cut to what a frame carries.
fn page_address(page: &str) -> Option<PageAddress> {
    let path = page.split(['?', '#']).next()?;
    let end = path.floor_char_boundary(PAGE_ADDRESS_BYTES_MAX);
    PageAddress::try_from(path.get(..end)?.to_owned()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_is_cut_and_nothing_is_said_of_what_was_asked_for() {
        let origin = "https://library.example/";
        let long = format!("{origin}{}", "a".repeat(PAGE_ADDRESS_BYTES_MAX));
        let cut = page_address(&long).unwrap();
        assert_eq!(cut.as_str().len(), PAGE_ADDRESS_BYTES_MAX);
        for asked in ["?q=secret", "#secret", "?q=a#b"] {
            let address = page_address(&format!("{origin}{asked}")).unwrap();
            assert_eq!(address.as_str(), origin);
        }
        assert_eq!(page_address(""), None);
    }
}
