//! A part of a page of settings: its name at the start, its controls beside it.

use yew::prelude::*;

/// What is set.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SectionProps {
    /// Its name.
    pub(crate) title: AttrValue,
    /// What it is for, in a sentence.
    #[prop_or_default]
    pub(crate) lead: Option<AttrValue>,
    /// Its controls.
    pub(crate) children: Html,
}

/// A heading, a sentence, controls.
#[component]
pub(crate) fn Section(props: &SectionProps) -> Html {
    html! {
        <section class="settings" aria-label={&props.title}>
            <div class="say">
                <h2>{ &props.title }</h2>
                if let Some(lead) = &props.lead {
                    <p>{ lead }</p>
                }
            </div>
            <div class="body">{ props.children.clone() }</div>
        </section>
    }
}
