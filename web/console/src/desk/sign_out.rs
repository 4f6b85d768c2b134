//! Signing out: it ends the sign-in of all windows of a browser, and is asked about where chats hang on it.

use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::other_windows::use_other_windows;
use super::workplace::Workplace;
use crate::components::{Button, Confirm, Kind};

/// Signs out: gives what asks for it, and the question that is then to be shown. With chats in hand, here or in another
/// window, or with conversations that are nowhere else, it asks before.
#[hook]
pub(crate) fn use_sign_out(workplace: &Workplace) -> (Callback<()>, Html) {
    let state = &workplace.state;
    let (running, chats) = (state.running(), state.chats().count());
    let elsewhere = use_other_windows(running > 0 && !state.replaced());
    use_question(question(running, chats, elsewhere), &workplace.onsignout)
}

#[hook]
fn use_question(
    question: Option<(&'static str, String)>,
    onsignout: &Callback<()>,
) -> (Callback<()>, Html) {
    let asked = use_state(|| None::<(&'static str, String)>);
    let onno = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let shown = (*asked).clone().map(|(title, text)| {
        html! {
            <Confirm {title} {text} yes={texts::bar::sign_out()} no={texts::sign_in::stay()} onyes={onsignout} {onno} />
        }
    });
    let (asked, onsignout) = (asked.setter(), onsignout.clone());
    let ask = Callback::from(move |()| match &question {
        None => onsignout.emit(()),
        Some(question) => asked.set(Some(question.clone())),
    });
    (ask, shown.unwrap_or_default())
}

/// When the operator signs out before there is a desk.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SignOutProps {
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
}

/// The button of whoever has no chats in this window.
#[component]
pub(crate) fn SignOut(props: &SignOutProps) -> Html {
    let elsewhere = use_other_windows(false);
    let (ask, shown) = use_question(question(0, 0, elsewhere), &props.onsignout);
    html! {
        <>
            <Button kind={Kind::Quiet} onclick={ask}>{ texts::bar::sign_out() }</Button>
            { shown }
        </>
    }
}

/// What is asked, and what follows from a yes; nothing where no chat hangs on it.
fn question(running: usize, chats: usize, elsewhere: bool) -> Option<(&'static str, String)> {
    let (title, own) = match (running, chats, elsewhere) {
        (0, 0, false) => return None,
        (0, 0, true) => (texts::sign_in::sign_out_elsewhere_title(), None),
        (0, _, _) => (
            texts::sign_in::sign_out_ended_title(),
            Some(texts::sign_in::sign_out_ended_text()),
        ),
        (_, _, _) => (
            texts::sign_in::sign_out_title(),
            Some(texts::sign_in::sign_out_text()),
        ),
    };
    let elsewhere = elsewhere.then_some(texts::sign_in::sign_out_elsewhere_text());
    let sentences = own.into_iter().chain(elsewhere);
    let sentences: Vec<_> = sentences
        .chain([texts::sign_in::sign_out_everywhere()])
        .collect();
    Some((title, sentences.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_without_chats_is_asked_before_signing_out() {
        assert_eq!(question(0, 0, false), None);
    }

    #[test]
    fn whoever_is_asked_before_signing_out_is_told_that_it_concerns_all_windows() {
        for (running, chats, elsewhere) in
            [(1, 1, false), (0, 1, false), (0, 0, true), (1, 2, true)]
        {
            let (_, text) = question(running, chats, elsewhere).unwrap();
            assert!(
                text.ends_with(texts::sign_in::sign_out_everywhere()),
                "{text}"
            );
        }
    }

    #[test]
    fn chats_of_another_window_are_asked_about_with_chats_here_and_without() {
        for (running, chats) in [(0, 0), (0, 1), (1, 1)] {
            let (_, text) = question(running, chats, true).unwrap();
            assert!(
                text.contains(texts::sign_in::sign_out_elsewhere_text()),
                "{text}"
            );
        }
    }
}
