//! Cards: what belongs together, under a heading.

use yew::prelude::*;

/// What is in it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct CardProps {
    /// Its heading.
    pub(crate) title: AttrValue,
    /// One sentence about it.
    #[prop_or_default]
    pub(crate) lead: Option<AttrValue>,
    /// What can be done with it.
    #[prop_or_default]
    pub(crate) acts: Html,
    /// What stands in it.
    pub(crate) children: Html,
}

/// A heading, what can be done, and the rest under it.
#[component]
pub(crate) fn Card(props: &CardProps) -> Html {
    html! {
        <section class="card">
            <header>
                <div class="say">
                    <h2>{ &props.title }</h2>
                    if let Some(lead) = &props.lead {
                        <p class="soft">{ lead }</p>
                    }
                </div>
                { props.acts.clone() }
            </header>
            <div class="body">{ props.children.clone() }</div>
        </section>
    }
}
