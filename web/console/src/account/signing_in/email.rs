//! Where one can be reached: an address, and the code that shows that it is one's own.

use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::rest::{
    DeleteOwnEmail, EmailCode, GetOwnEmail, OwnEmail, PostOwnEmail, ProblemCode, PutOwnEmail,
};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::page::{clear, value};
use crate::components::{
    Banner, Button, Confirm, Kind, Meaning, TextField, refusal as general_refusal, use_say,
};
use crate::document::focus;
use crate::loaded::use_loaded;
use crate::mails::mail_to;
use crate::sending::{Sending, use_sending};

async fn own() -> Result<OwnEmail, Trouble> {
    api::ask(&GetOwnEmail {}, &()).await
}

/// The address that there is, or the way to one.
#[component]
pub(super) fn EmailSection() -> Html {
    let (own, again) = use_loaded(own);
    let content = own.draw(2, words::staff::not_loaded(), &again, |own| {
        html! { <Address own={(**own).clone()} onchange={again.clone()} /> }
    });
    html! {
        <section class="settings">
            <div class="say">
                <h2>{ words::own_email::title() }</h2>
                <p>{ words::own_email::lead() }</p>
            </div>
            <div class="body">{ content }</div>
        </section>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct AddressProps {
    own: OwnEmail,
    onchange: Callback<()>,
}

/// What is to be done next: to show a code, to say an address, or nothing.
#[component]
fn Address(props: &AddressProps) -> Html {
    let another = use_state_eq(|| false);
    let wants_another = |whether: bool| {
        let another = another.setter();
        Callback::from(move |()| another.set(whether))
    };
    let onchange = {
        let (another, onchange) = (another.setter(), props.onchange.clone());
        Callback::from(move |()| {
            another.set(false);
            onchange.emit(());
        })
    };
    let OwnEmail {
        email,
        pending,
        mails,
    } = &props.own;
    match (pending, email) {
        _ if !mails => {
            html! { <Banner meaning={Meaning::Accent} title={words::own_email::no_sender()} /> }
        }
        (Some(pending), _) if !*another => html! {
            <Code address={pending.clone()} {onchange} onanother={wants_another(true)} />
        },
        (None, Some(email)) if !*another => html! {
            <Reached address={email.clone()} {onchange} onanother={wants_another(true)} />
        },
        (Some(_) | None, _) => html! {
            <NewAddress {onchange} oncancel={another.then(|| wants_another(false))} />
        },
    }
}

#[derive(Debug, Properties, PartialEq)]
struct KnownAddressProps {
    address: EmailAddress,
    onchange: Callback<()>,
    onanother: Callback<()>,
}

/// The address, and what changes it.
#[component]
fn Reached(props: &KnownAddressProps) -> Html {
    let say = use_say();
    let asks = use_state_eq(|| false);
    let ask = |whether: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(whether))
    };
    let onforget = {
        let (onchange, asks) = (props.onchange.clone(), asks.setter());
        Callback::from(move |()| {
            asks.set(false);
            let (say, onchange) = (say.clone(), onchange.clone());
            spawn_local(async move {
                match api::ask(&DeleteOwnEmail {}, &()).await {
                    Ok(()) => say.emit(words::own_email::forgotten().into()),
                    Err(trouble) => say.emit(general_refusal(&trouble).into()),
                }
                onchange.emit(());
            });
        })
    };
    html! {
        <>
            <p>{ words::own_email::is(&props.address) }</p>
            <div class="row">
                <Button onclick={&props.onanother}>{ words::own_email::change() }</Button>
                <Button kind={Kind::Warns} onclick={ask(true)}>{ words::own_email::forget() }</Button>
            </div>
            if *asks {
                <Confirm title={words::own_email::forget_title()} text={words::own_email::forget_text()}
                    yes={words::own_email::forget()} no={words::staff::cancel()} onyes={onforget} onno={ask(false)} />
            }
        </>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct NewAddressProps {
    onchange: Callback<()>,
    /// It stays as it is; nothing, where there is none yet.
    #[prop_or_default]
    oncancel: Option<Callback<()>>,
}

/// A field for an address, to which a code is mailed.
#[component]
fn NewAddress(props: &NewAddressProps) -> Html {
    let (node, wrong, sending) = (use_node_ref(), use_state_eq(|| false), use_sending());
    use_effect_with(
        (node.clone(), props.oncancel.is_some()),
        |(node, is_wanted)| {
            if *is_wanted {
                focus(node);
            }
        },
    );
    let onsubmit = {
        let (node, wrong, sending) = (node.clone(), wrong.setter(), sending.clone());
        let onchange = props.onchange.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let address = mail_to(&value(&node));
            wrong.set(address.is_none());
            let Some(address) = address else {
                return focus(&node);
            };
            let asking = async move {
                let asked = api::ask(&PostOwnEmail {}, &address).await;
                asked.map_err(|trouble| refusal(&trouble))
            };
            sending.send(asking, &onchange);
        })
    };
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            { sending.banner() }
            <TextField id="own-email" label={words::own_email::address()} {node} kind="email" verbatim={true} required={true}
                autocomplete="email" help={words::own_email::address_help()} error={wrong.then(words::mails::wrong)} />
            <div class="row">
                <Button submits={true} ready={sending.ready()}>{ words::own_email::send_code() }</Button>
                if let Some(oncancel) = &props.oncancel {
                    <Button kind={Kind::Quiet} onclick={oncancel}>{ words::staff::cancel() }</Button>
                }
            </div>
        </form>
    }
}

/// A field for the code that was mailed.
#[component]
fn Code(props: &KnownAddressProps) -> Html {
    let (node, sending, say) = (use_node_ref(), use_sending(), use_say());
    use_effect_with(node.clone(), focus);
    let onsubmit = {
        let (node, sending) = (node.clone(), sending.clone());
        let ondone = {
            let (onchange, address) = (props.onchange.clone(), props.address.clone());
            Callback::from(move |()| {
                say.emit(words::own_email::is(&address).into());
                onchange.emit(());
            })
        };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let code = value(&node);
            clear(&node);
            focus(&node);
            confirm(code, &sending, &ondone);
        })
    };
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            <p role="status">{ words::own_email::sent(&props.address) }</p>
            { sending.banner() }
            <TextField id="own-email-code" label={words::own_email::code()} {node} verbatim={true} required={true}
                autocomplete="one-time-code" inputmode="numeric" />
            <div class="row">
                <Button kind={Kind::Primary} submits={true} ready={sending.ready()}>{ words::own_email::confirm() }</Button>
                <Button onclick={&props.onanother}>{ words::own_email::another() }</Button>
            </div>
        </form>
    }
}

fn confirm(code: String, sending: &Sending, ondone: &Callback<()>) {
    let asking = async move {
        let shown = api::ask(&PutOwnEmail {}, &EmailCode { code }).await;
        shown.map_err(|trouble| refusal(&trouble))
    };
    sending.send(asking, ondone);
}

/// Why it was not done, and what to do.
fn refusal(trouble: &Trouble) -> &'static str {
    let reasons = [
        (
            ProblemCode::WrongCredentials,
            words::own_email::wrong_code(),
        ),
        (ProblemCode::LinkOver, words::own_email::over()),
        (ProblemCode::NoSender, words::own_email::no_sender()),
        (ProblemCode::NotMailed, words::own_email::not_mailed()),
        (ProblemCode::TooMany, words::own_email::too_many()),
    ];
    let mut reasons = reasons.into_iter();
    let found = reasons.find(|(code, _)| trouble.is(*code));
    found.map_or_else(|| general_refusal(trouble), |(_, says)| says)
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    fn page(email: Option<&str>, pending: Option<&str>, mails: bool) -> Element {
        let address = |text: &str| text.parse().unwrap();
        rendered::<Address>(AddressProps {
            own: OwnEmail {
                email: email.map(address),
                pending: pending.map(address),
                mails,
            },
            onchange: Callback::noop(),
        })
    }

    #[test]
    fn what_is_to_be_done_next_is_shown() {
        let ann = Some("ann@library.example");
        assert!(page(None, None, true).can_press(words::own_email::send_code()));
        assert!(page(None, ann, true).can_press(words::own_email::confirm()));
        let reached = page(ann, None, true);
        assert!(reached.can_press(words::own_email::change()));
        assert!(reached.text().contains("ann@library.example"));
        let nothing = page(None, None, false);
        assert!(nothing.text().contains(words::own_email::no_sender()));
        assert_eq!(nothing.buttons(), Vec::<String>::new());
    }
}
