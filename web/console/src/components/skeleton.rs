//! What stands where something is coming: as large as that, so that nothing jumps.

use yew::prelude::*;

/// How much is coming.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SkeletonProps {
    /// What is said to screen readers.
    pub(crate) label: AttrValue,
    /// How many rows.
    #[prop_or(3)]
    pub(crate) rows: usize,
}

/// Rows with a face and two lines each.
#[component]
pub(crate) fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div class="skeleton" aria-busy="true">
            <span class="unseen" role="status">{ &props.label }</span>
            for row in 0..props.rows {
                <span key={row} class="row stay" aria-hidden="true">
                    <span class="bone round"></span>
                    <span class="stack"><span class="bone"></span><span class="bone"></span></span>
                </span>
            }
        </div>
    }
}
