//! What stands where there is nothing: nothing yet, nothing found, or nothing that could be loaded.

use yew::prelude::*;

use super::icon::Icon;

/// Why there is nothing.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct EmptyProps {
    /// What is not there.
    pub(crate) icon: Icon,
    /// That it is not there.
    pub(crate) title: AttrValue,
    /// Why, or what brings it.
    #[prop_or_default]
    pub(crate) text: Option<AttrValue>,
    /// It should be there.
    #[prop_or_default]
    pub(crate) bad: bool,
    /// What brings it.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A picture, a sentence, and what one can do.
#[component]
pub(crate) fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class={classes!("empty", props.bad.then_some("failed"))} role={props.bad.then_some("alert")}>
            <span class="art">{ props.icon.draw() }</span>
            // It may stand right under the heading of its page.
            <h2>{ &props.title }</h2>
            if let Some(text) = &props.text {
                <p>{ text }</p>
            }
            { props.children.clone() }
        </div>
    }
}
