//! The frame around every page: the bar, and what lies over the page. The page stands in its slot and changes with the
//! address; the desk's workplace is above all of it ([`crate::desk::Workplace`]).

mod bar;
mod overlay;

use yew::prelude::*;

use crate::desk::{Help, StatusPanel, Workplace, use_workplace};
use crate::keys::KeysPanel;
use bar::Bar;

pub(crate) use overlay::Overlay;

/// Shows something over the page.
#[hook]
pub(crate) fn use_over() -> Callback<Overlay> {
    use_context::<Callback<Overlay>>().unwrap_or_default()
}

/// The page.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct FrameProps {
    /// What stands in the slot.
    pub(crate) children: Html,
}

/// The frame, for whoever is at work.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    let overlay = use_state(|| None::<Overlay>);
    let setter = overlay.setter();
    let show = use_callback((), move |shown: Overlay, ()| setter.set(Some(shown)));
    let Some(workplace) = use_workplace() else {
        return Html::default();
    };
    let setter = overlay.setter();
    let onclose = Callback::from(move |()| setter.set(None));
    html! {
        <ContextProvider<Callback<Overlay>> context={show.clone()}>
            <div class="console">
                <Bar workplace={workplace.clone()} onshow={show} />
                <main class="main" id="main" tabindex="-1">{ props.children.clone() }</main>
                { overlay.map(|overlay| over(overlay, &workplace, &onclose)) }
            </div>
        </ContextProvider<Callback<Overlay>>>
    }
}

fn over(overlay: Overlay, workplace: &Workplace, onclose: &Callback<()>) -> Html {
    match overlay {
        Overlay::Help => html! { <Help {onclose} /> },
        Overlay::Keys => html! { <KeysPanel own_key={workplace.own_key().clone()} {onclose} /> },
        Overlay::Status => {
            let onsave = {
                let (workplace, onclose) = (workplace.clone(), onclose.clone());
                Callback::from(move |wish| {
                    onclose.emit(());
                    workplace.says(&wish);
                })
            };
            html! {
                <StatusPanel availability={workplace.state.availability().clone()} queues={workplace.staffing()}
                    until={workplace.until()} {onsave} {onclose} />
            }
        }
    }
}
