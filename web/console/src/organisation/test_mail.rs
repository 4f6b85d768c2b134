//! A mail that says nothing, to see whether the organisation's arrive.

use hushdesk_protocol::rest::{PostTestMail, ProblemCode};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use crate::account::value;
use crate::components::{Button, TextField, refusal as general_refusal, use_say};
use crate::document::focus;
use crate::mails::mail_to;
use crate::sending::use_sending;

/// A field for an address and a button.
#[component]
pub(super) fn TestMail() -> Html {
    let (node, wrong) = (use_node_ref(), use_state_eq(|| false));
    let (sending, say) = (use_sending(), use_say());
    let onclick = {
        let (node, wrong, sending) = (node.clone(), wrong.setter(), sending.clone());
        Callback::from(move |()| {
            let address = mail_to(&value(&node));
            wrong.set(address.is_none());
            let Some(address) = address else {
                return focus(&node);
            };
            let says = words::organisation::tested(&address.to);
            let say = say.clone();
            let ondone = Callback::from(move |()| say.emit(says.clone().into()));
            let asking = async move {
                let asked = api::ask(&PostTestMail {}, &address).await;
                asked.map_err(|trouble| refusal(&trouble))
            };
            sending.send(asking, &ondone);
        })
    };
    html! {
        <div class="stack">
            { sending.banner() }
            <TextField id="test-mail" label={words::organisation::test_to()} {node} kind="email" verbatim={true}
                autocomplete="email" error={wrong.then(words::mails::wrong)} />
            <div><Button ready={sending.ready()} {onclick}>{ words::organisation::test() }</Button></div>
        </div>
    }
}

fn refusal(trouble: &Trouble) -> &'static str {
    if trouble.is(ProblemCode::NotMailed) {
        words::organisation::not_tested()
    } else {
        general_refusal(trouble)
    }
}
