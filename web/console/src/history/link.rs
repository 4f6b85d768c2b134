//! A link to the list of some chats.

use hushdesk_protocol::rest::Endpoint;
use yew::prelude::*;
use yew_router::prelude::*;

use super::wanted::Wanted;
use crate::route::Route;

/// Where it leads.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ToChatsProps {
    /// Which chats.
    pub(crate) wanted: Wanted,
    /// Its words.
    pub(crate) children: Html,
}

/// A link that leads there without loading the page anew.
#[component]
pub(crate) fn ToChats(props: &ToChatsProps) -> Html {
    let navigator = use_navigator();
    let wanted = props.wanted.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let in_new_window =
            event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if let Some(navigator) = navigator.as_ref().filter(|_| !in_new_window) {
            event.prevent_default();
            // Plain texts can always be written as a query.
            let _gone = navigator.push_with_query(&Route::History, wanted.clone());
        }
    });
    html! {
        <a href={address(&props.wanted)} {onclick}>{ props.children.clone() }</a>
    }
}

/// The page's address says what is wanted by the names by which the service is asked for it.
fn address(wanted: &Wanted) -> String {
    let asked = wanted.list_file(None).address();
    let query = asked.split_once('?').map(|(_, query)| query);
    let page = Route::History.address();
    query.map_or_else(|| page.clone(), |query| format!("{page}?{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_what_is_wanted() {
        let wanted = Wanted {
            category: "Fees & fines".to_owned(),
            kind: "open".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(
            address(&wanted),
            "/console/history?category=Fees%20%26%20fines&kind=open"
        );
        assert_eq!(address(&Wanted::default()), "/console/history");
    }
}
