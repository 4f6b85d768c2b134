//! Lists, page by page.

use hushdesk_protocol::rest::{Cursor, PAGE_ITEMS_MAX, Page};

/// Rows that are asked for: a page, and one by which it is known that another follows.
pub(crate) const ROWS: u32 = 101;

/// The page of these rows. `after` is the cursor that leads on from an item.
pub(crate) fn page<T>(mut rows: Vec<T>, after: impl Fn(&T) -> Cursor) -> Page<T> {
    let goes_on = rows.len() > PAGE_ITEMS_MAX;
    rows.truncate(PAGE_ITEMS_MAX);
    let last = rows.last().filter(|_| goes_on);
    Page {
        next: last.map(after),
        items: rows,
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::QueueName;

    use super::*;

    fn names(count: usize) -> Vec<QueueName> {
        (0..count)
            .map(|n| format!("q{n}").parse().unwrap())
            .collect()
    }

    #[test]
    fn a_page_leads_on_while_there_is_more() {
        assert_eq!(usize::try_from(ROWS), Ok(PAGE_ITEMS_MAX + 1));
        let first = page(names(101), |name| Cursor::from(name));
        assert_eq!(first.items.len(), 100);
        assert_eq!(first.next, Some(Cursor::from(&first.items[99])));
        let last = page(names(100), |name| Cursor::from(name));
        assert_eq!((last.items.len(), last.next), (100, None));
    }
}
