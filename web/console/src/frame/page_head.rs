//! The head of a page: what it is for, and what can be done there.

use yew::prelude::*;

/// What it says.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct PageHeadProps {
    /// What the page is.
    pub(crate) title: AttrValue,
    /// What it is for, in one sentence.
    pub(crate) lead: AttrValue,
    /// What can be done.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A heading, a sentence, buttons.
#[component]
pub(crate) fn PageHead(props: &PageHeadProps) -> Html {
    html! {
        <header class="page-head">
            <div class="say"><h1>{ &props.title }</h1><p>{ &props.lead }</p></div>
            { props.children.clone() }
        </header>
    }
}
