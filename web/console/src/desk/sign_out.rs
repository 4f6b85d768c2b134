//! Signing out: it ends the sign-in of all windows of a browser, and is asked about where chats hang on it.

use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::other_windows::use_other_windows;
use crate::components::Confirm;

/// What hangs on the sign-in.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SignOutProps {
    /// How many chats go on in this window, and how many are in it.
    #[prop_or_default]
    pub(crate) running: usize,
    #[prop_or_default]
    pub(crate) chats: usize,
    /// Another window has this one's place, and with it its chats.
    #[prop_or_default]
    pub(crate) replaced: bool,
    /// The operator signs out.
    pub(crate) onsignout: Callback<()>,
}

/// The button. With chats in hand, here or in another window, or with conversations that are nowhere else, it asks before.
#[component]
pub(crate) fn SignOut(props: &SignOutProps) -> Html {
    let elsewhere = use_other_windows(props.running > 0 && !props.replaced);
    let asked = use_state(|| None::<(&'static str, String)>);
    let onclick = {
        let (asked, onsignout) = (asked.setter(), props.onsignout.clone());
        let question = question(props.running, props.chats, elsewhere);
        Callback::from(move |_: MouseEvent| match &question {
            None => onsignout.emit(()),
            Some(question) => asked.set(Some(question.clone())),
        })
    };
    let onno = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    html! {
        <>
            <button type="button" {onclick}>{ texts::frame::sign_out() }</button>
            if let Some((title, text)) = (*asked).clone() {
                <Confirm {title} {text} yes={texts::frame::sign_out()} no={texts::sign_in::stay()} onyes={&props.onsignout} {onno} />
            }
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
