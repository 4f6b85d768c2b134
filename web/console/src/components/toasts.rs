//! Toasts: what has just been done, said for a while at the edge of the window. They never take the focus.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::button::{Button, Kind, Size};
use super::icon::Icon;

/// Milliseconds for which a toast stays.
const STAY_MILLIS: u32 = 8_000;

/// The most toasts at a time: an older one goes.
const AT_ONCE: usize = 3;

/// Says something.
pub(crate) type Say = Callback<AttrValue>;

/// The toasts that are there.
#[derive(Clone, Debug, Default, PartialEq)]
struct Toasts {
    shown: Vec<(u32, AttrValue)>,
    next: u32,
}

enum Change {
    Say(AttrValue),
    Forget(u32),
}

impl Reducible for Toasts {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut toasts = (*self).clone();
        match change {
            Change::Say(text) => {
                toasts.shown.push((toasts.next, text));
                toasts.next = toasts.next.wrapping_add(1);
                let too_many = toasts.shown.len().saturating_sub(AT_ONCE);
                toasts.shown.drain(..too_many);
            }
            Change::Forget(number) => toasts.shown.retain(|(shown, _)| *shown != number),
        }
        Rc::new(toasts)
    }
}

/// Who may say something.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ToastProviderProps {
    pub(crate) children: Html,
}

/// Lets everything under it say something, by [`use_say`].
#[component]
pub(crate) fn ToastProvider(props: &ToastProviderProps) -> Html {
    let toasts = use_reducer(Toasts::default);
    let dispatcher = toasts.dispatcher();
    let say = use_callback((), move |text, ()| dispatcher.dispatch(Change::Say(text)));
    html! {
        <ContextProvider<Say> context={say}>
            { props.children.clone() }
            <div class="toasts" role="status">
                for (number, text) in &toasts.shown {
                    <Toast key={*number} text={text.clone()} onclose={
                        let (toasts, number) = (toasts.dispatcher(), *number);
                        Callback::from(move |()| toasts.dispatch(Change::Forget(number)))
                    } />
                }
            </div>
        </ContextProvider<Say>>
    }
}

/// Says something for a while.
#[hook]
pub(crate) fn use_say() -> Say {
    use_context::<Say>().unwrap_or_default()
}

/// What is said.
#[derive(Debug, Properties, PartialEq)]
struct ToastProps {
    /// What has been done.
    text: AttrValue,
    /// It has been said.
    #[prop_or_default]
    onclose: Callback<()>,
}

/// One of them.
#[component]
fn Toast(props: &ToastProps) -> Html {
    let onclose = props.onclose.clone();
    use_effect_with((), move |()| {
        let timeout = Timeout::new(STAY_MILLIS, move || onclose.emit(()));
        move || drop(timeout)
    });
    html! {
        <div class="toast">
            <span class="say">{ &props.text }</span>
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Close} label={words::parts::close()}
                onclick={&props.onclose} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_toast_goes_when_there_are_too_many() {
        let mut toasts = Rc::new(Toasts::default());
        for text in ["a", "b", "c", "d"] {
            toasts = toasts.reduce(Change::Say(text.into()));
        }
        let shown: Vec<_> = toasts.shown.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(shown, ["b", "c", "d"]);
        let toasts = toasts.reduce(Change::Forget(2));
        assert_eq!(toasts.shown.len(), 2);
    }
}
