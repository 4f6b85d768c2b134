//! The second factor on the page about signing in: whether there is one, and what can be done about it.

use hushdesk_protocol::rest::{
    Factors, PasswordProof, PostRecoveryCodes, PostSecondFactorRemoval, RecoveryCodes,
};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::proof::{Asking, ProofForm, Refusal};
use super::recovery::Recovery;
use super::set_up::SetUp;
use crate::components::{Badge, Button, Dialog, Icon, Kind, Meaning, use_say};

/// Whether there is one.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SecondFactorSectionProps {
    pub(crate) factors: Factors,
    /// There is one, or another, or none any more.
    pub(crate) onchanged: Callback<()>,
}

/// What lies over the page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shown {
    SetUp,
    Renewal,
    Removal,
}

/// What there is, and the buttons that change it.
#[component]
pub(crate) fn SecondFactorSection(props: &SecondFactorSectionProps) -> Html {
    let shown = use_state(|| None::<Shown>);
    let say = use_say();
    let show = |what| {
        let shown = shown.setter();
        Callback::from(move |()| shown.set(what))
    };
    let done = |says: &'static str| {
        let (shown, say, onchanged) = (shown.setter(), say.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            shown.set(None);
            say.emit(says.into());
            onchanged.emit(());
        })
    };
    // Closed before its end something may have been changed all the same.
    let onclose = {
        let (shown, onchanged) = (shown.setter(), props.onchanged.clone());
        Callback::from(move |()| {
            shown.set(None);
            onchanged.emit(());
        })
    };
    let Factors { app, passkeys } = props.factors;
    let has_one = app || passkeys;
    let over = (*shown).map(|what| match what {
        Shown::SetUp => html! {
            <Dialog title={words::factor::set_up_title()} lead={words::factor::set_up_lead()} onclose={&onclose}>
                <SetUp {has_one} ondone={done(words::factor::done_set_up())} />
            </Dialog>
        },
        Shown::Renewal => html! {
            <Dialog title={words::factor::renew_title()} lead={words::factor::renew_lead()} onclose={&onclose}>
                <Renewal ondone={done(words::factor::done_renew())} />
            </Dialog>
        },
        Shown::Removal => html! {
            <Dialog title={words::factor::remove_title()} lead={words::factor::remove_lead()} onclose={&onclose}>
                <Removal ondone={done(words::factor::done_remove())} />
            </Dialog>
        },
    });
    html! {
        <section class="settings">
            <div class="say"><h2>{ words::factor::title() }</h2><p>{ words::factor::lead() }</p></div>
            <div class="body">
                <div>{ state(app) }</div>
                <div class="row">
                    <Button onclick={show(Some(Shown::SetUp))}>
                        { if app { words::factor::another() } else { words::factor::set_up() } }
                    </Button>
                    if has_one {
                        <Button onclick={show(Some(Shown::Renewal))}>{ words::factor::renew() }</Button>
                    }
                    if app {
                        <Button kind={Kind::Warns} onclick={show(Some(Shown::Removal))}>{ words::factor::remove() }</Button>
                    }
                </div>
            </div>
            { over }
        </section>
    }
}

fn state(has_one: bool) -> Html {
    if has_one {
        html! { <Badge meaning={Meaning::Good} icon={Icon::Shield}>{ words::factor::on() }</Badge> }
    } else {
        html! { <Badge icon={Icon::Shield}>{ words::factor::off() }</Badge> }
    }
}

/// What follows.
#[derive(Debug, Properties, PartialEq)]
struct DoneProps {
    ondone: Callback<()>,
}

/// The password, and then the new recovery codes.
#[component]
fn Renewal(props: &DoneProps) -> Html {
    let (codes, asking) = (
        use_state(|| None::<RecoveryCodes>),
        use_state(Asking::default),
    );
    if let Some(codes) = &*codes {
        return html! { <Recovery codes={codes.clone()} ondone={&props.ondone} /> };
    }
    let onproof = {
        let (codes, asking) = (codes.setter(), asking.setter());
        Callback::from(move |proof: PasswordProof| {
            asking.set(Asking::Sent);
            let (codes, asking) = (codes.clone(), asking.clone());
            spawn_local(async move {
                match api::ask(&PostRecoveryCodes {}, &proof).await {
                    Ok(made) => codes.set(Some(made)),
                    Err(trouble) => asking.set(Asking::Refused((&trouble).into())),
                }
            });
        })
    };
    let onmissing = missing(&asking);
    html! { <ProofForm says={words::factor::renew_now()} has_code={true} asking={*asking} {onproof} {onmissing} /> }
}

/// The password, and then it is gone.
#[component]
fn Removal(props: &DoneProps) -> Html {
    let asking = use_state(Asking::default);
    let onproof = {
        let (asking, ondone) = (asking.setter(), props.ondone.clone());
        Callback::from(move |proof: PasswordProof| {
            asking.set(Asking::Sent);
            let (asking, ondone) = (asking.clone(), ondone.clone());
            spawn_local(async move {
                match api::ask(&PostSecondFactorRemoval {}, &proof).await {
                    Ok(()) => ondone.emit(()),
                    Err(trouble) => asking.set(Asking::Refused((&trouble).into())),
                }
            });
        })
    };
    let onmissing = missing(&asking);
    html! {
        <ProofForm says={words::factor::remove_now()} kind={Kind::Danger} has_code={true} asking={*asking} {onproof} {onmissing} />
    }
}

fn missing(asking: &UseStateHandle<Asking>) -> Callback<Refusal> {
    let asking = asking.setter();
    Callback::from(move |refusal| asking.set(Asking::Refused(refusal)))
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn buttons(app: bool, passkeys: bool) -> Vec<String> {
        let (factors, onchanged) = (Factors { app, passkeys }, Callback::noop());
        rendered::<SecondFactorSection>(SecondFactorSectionProps { factors, onchanged }).buttons()
    }

    #[test]
    fn what_is_not_there_is_set_up_and_what_is_there_is_changed_or_turned_off() {
        let renew = words::factor::renew();
        assert_eq!(buttons(false, false), [words::factor::set_up()]);
        assert_eq!(buttons(false, true), [words::factor::set_up(), renew]);
        let all = [words::factor::another(), renew, words::factor::remove()];
        assert_eq!(buttons(true, false), all);
        assert_eq!(buttons(true, true), all);
    }
}
