//! Adding a passkey: what it is called, then the browser, then perhaps recovery codes.

use hushdesk_protocol::rest::{
    AddedPasskey, PostPasskey, PostPasskeyBeginning, ProblemCode, RecoveryCodes, Session,
};
use hushdesk_protocol::text::Title;
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::super::page::value;
use super::super::second_factor::Recovery;
use super::browser::{NotShown, made};
use crate::components::{Button, Kind, TextField, refusal as general_refusal};
use crate::sending::use_sending;

/// Whose it is.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct AddingProps {
    pub(in super::super) session: Session,
    /// It is added, and the recovery codes are kept if there were such.
    pub(in super::super) ondone: Callback<()>,
}

/// One step after the other.
#[component]
pub(in super::super) fn Adding(props: &AddingProps) -> Html {
    let (codes, sending, label) = (use_state(Vec::new), use_sending(), use_node_ref());
    if !codes.is_empty() {
        let codes = RecoveryCodes {
            codes: (*codes).clone(),
        };
        return html! { <Recovery {codes} ondone={&props.ondone} /> };
    }
    let onadded = {
        let (codes, ondone) = (codes.setter(), props.ondone.clone());
        Callback::from(move |added: AddedPasskey| {
            if added.codes.is_empty() {
                ondone.emit(());
            } else {
                codes.set(added.codes);
            }
        })
    };
    let onsubmit = {
        let (sending, session, label) = (sending.clone(), props.session.clone(), label.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sending.forgive();
            let (session, label) = (session.clone(), called(&value(&label)));
            let adding = async move {
                let added = added(&session, label).await;
                added.map_err(|not_made| refusal(&not_made))
            };
            sending.send(adding, &onadded);
        })
    };
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            { sending.banner() }
            <TextField id="passkey-label" label={words::passkeys::label()} node={label} most=100
                help={words::passkeys::label_help()} />
            <div>
                <Button kind={Kind::Primary} submits={true} ready={sending.ready()}>{ words::factor::go_on() }</Button>
            </div>
        </form>
    }
}

/// What is not called anything is called a passkey.
fn called(label: &str) -> Option<Title> {
    match label.trim() {
        "" => words::passkeys::one().parse().ok(),
        label => label.parse().ok(),
    }
}

async fn added(session: &Session, label: Option<Title>) -> Result<AddedPasskey, NotShown> {
    let label = label.ok_or(NotShown::Failed)?;
    let beginning = api::ask(&PostPasskeyBeginning {}, &()).await?;
    let new = made(&beginning, session, label).await?;
    Ok(api::ask(&PostPasskey {}, &new).await?)
}

/// Why none was added, and what to do.
fn refusal(not_made: &NotShown) -> &'static str {
    match not_made {
        NotShown::Known => words::passkeys::known(),
        NotShown::Declined | NotShown::Failed => words::passkeys::not_made(),
        NotShown::Asked(trouble) => {
            let reasons = [
                (ProblemCode::WrongCredentials, words::passkeys::not_made()),
                (ProblemCode::Conflict, words::passkeys::known()),
                (ProblemCode::Full, words::passkeys::full()),
            ];
            let mut reasons = reasons.into_iter();
            let found = reasons.find(|(code, _)| trouble.is(*code));
            found.map_or_else(|| general_refusal(trouble), |(_, says)| says)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_called_anything_is_called_a_passkey() {
        let called = |label: &str| called(label).unwrap().as_str().to_owned();
        assert_eq!(called(" "), words::passkeys::one());
        assert_eq!(called(" Laptop "), "Laptop");
    }

    #[test]
    fn who_has_it_already_is_told_so_and_who_wants_none_can_try_again() {
        assert_eq!(refusal(&NotShown::Known), words::passkeys::known());
        assert_eq!(refusal(&NotShown::Declined), words::passkeys::not_made());
    }
}
