//! Making an application password: what it is called, one's own password, and then what the program is to be given.

use hushdesk_protocol::rest::{
    ApplicationPassword, NewApplication, PasswordProof, PostApplication,
};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::page::value;
use super::super::second_factor::{Asking, ProofForm, Refusal};
use super::given::Given;
use crate::components::{Button, Kind, TextField};

/// The program that most have.
const PIDGIN: &str = "Pidgin";

/// For whom.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct MakingProps {
    /// By which name they sign in.
    pub(super) name: AttrValue,
    /// They have a second factor.
    pub(super) has_code: bool,
    /// They have a password, which is asked for; who has none is asked otherwise who they are.
    pub(super) has_password: bool,
    /// It is made, and the program has it.
    pub(super) ondone: Callback<()>,
}

/// One step after the other.
#[component]
pub(super) fn Making(props: &MakingProps) -> Html {
    let (made, asking) = (
        use_state(|| None::<ApplicationPassword>),
        use_state(Asking::default),
    );
    let label = use_node_ref();
    if let Some(made) = &*made {
        return html! { <Given name={&props.name} password={made.password.clone()} ondone={&props.ondone} /> };
    }
    let onproof = {
        let (made, asking, label) = (made.setter(), asking.setter(), label.clone());
        Callback::from(move |proof: Option<PasswordProof>| {
            asking.set(Asking::Sent);
            let (made, asking) = (made.clone(), asking.clone());
            let new = new(&value(&label), proof);
            spawn_local(async move {
                let Some(new) = new else {
                    return asking.set(Asking::Idle);
                };
                match api::ask(&PostApplication {}, &new).await {
                    Ok(password) => made.set(Some(password)),
                    Err(trouble) => asking.set(Asking::Refused((&trouble).into())),
                }
            });
        })
    };
    let onmissing = {
        let asking = asking.setter();
        Callback::from(move |refusal| asking.set(Asking::Refused(refusal)))
    };
    html! {
        <div class="stack loose">
            <TextField id="application-label" label={words::applications::label()} node={label} most=100
                help={words::applications::label_help()} />
            if props.has_password {
                <ProofForm says={words::applications::make_now()} has_code={props.has_code} asking={*asking}
                    onproof={onproof.reform(Some)} {onmissing} />
            } else {
                { refused(*asking) }
                <div>
                    <Button kind={Kind::Primary} ready={asking.ready()} onclick={onproof.reform(|()| None)}>
                        { words::applications::make_now() }
                    </Button>
                </div>
            }
        </div>
    }
}

/// Why none was made, where nothing is typed that could be wrong.
fn refused(asking: Asking) -> Html {
    let refusal = asking.refusal();
    refusal.map_or_else(Html::default, Refusal::banner)
}

/// What is asked for; none if it cannot be called that.
fn new(label: &str, proof: Option<PasswordProof>) -> Option<NewApplication> {
    let label = match label.trim() {
        "" => PIDGIN,
        label => label,
    };
    let (password, code) = proof.map_or((None, None), |it| (Some(it.password), it.code));
    Some(NewApplication {
        label: label.parse().ok()?,
        // The contacts speak as the console does in which the program was let in.
        language: words::language().parse().ok(),
        password,
        code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_called_anything_is_called_pidgin() {
        let called = |label: &str| {
            let proof = PasswordProof {
                password: "a password".to_owned(),
                code: None,
            };
            new(label, Some(proof)).unwrap().label.as_str().to_owned()
        };
        assert_eq!(called(" "), "Pidgin");
        assert_eq!(called(" Gajim at home "), "Gajim at home");
    }
}
