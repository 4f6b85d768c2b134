//! Where somebody who has forgotten their password has a link mailed. The page says the same whether there is anybody.

use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::{Forgetful, ForgottenPassword, PostForgottenPassword, ProblemCode};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::door::Door;
use super::page::value;
use crate::components::{Banner, Button, Kind, Meaning, Size, TextField};
use crate::document::focus;
use crate::route::BASE;
use crate::sending::use_sending;

/// A field for a name or an address, and what is said once it was asked.
#[component]
pub(crate) fn ForgottenPage() -> Html {
    let (asked, wrong) = (use_state_eq(|| false), use_state_eq(|| false));
    let (node, sending) = (use_node_ref(), use_sending());
    let ondone = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(true))
    };
    let onsubmit = {
        let (node, wrong, sending) = (node.clone(), wrong.setter(), sending.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let who = who(&value(&node));
            wrong.set(who.is_none());
            let Some(who) = who else {
                return focus(&node);
            };
            let forgotten = ForgottenPassword {
                who,
                language: words::language().parse::<Language>().ok(),
            };
            let asking = async move {
                let asked = api::ask(&PostForgottenPassword {}, &forgotten).await;
                asked.map_err(|trouble| refusal(&trouble))
            };
            sending.send(asking, &ondone);
        })
    };
    let back = html! { <a class="link" href={format!("{BASE}/")}>{ words::forgotten::back() }</a> };
    if *asked {
        return html! {
            <Door>
                <Banner meaning={Meaning::Good} title={words::forgotten::asked()} more={words::forgotten::asked_more()}
                    live={true} />
                { back }
            </Door>
        };
    }
    html! {
        <Door>
            <div><h2>{ words::forgotten::title() }</h2><p class="soft">{ words::forgotten::lead() }</p></div>
            <form class="stack loose" {onsubmit} novalidate={true}>
                { sending.banner() }
                <TextField id="forgotten" label={words::forgotten::who()} {node} verbatim={true} required={true}
                    autocomplete="username" error={wrong.then(words::forgotten::nobody)} />
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} ready={sending.ready()}>
                    { words::forgotten::send() }
                </Button>
            </form>
            { back }
        </Door>
    }
}

/// Who was typed, by name or by address; nothing if it can be neither.
fn who(typed: &str) -> Option<Forgetful> {
    let typed = typed.trim();
    let name = typed.to_lowercase().parse().map(Forgetful::Name);
    name.or_else(|_| typed.parse().map(Forgetful::Email)).ok()
}

/// Why nothing was asked, and what to do.
fn refusal(trouble: &Trouble) -> &'static str {
    if trouble.is(ProblemCode::NoSender) {
        words::forgotten::no_sender()
    } else if trouble.is(ProblemCode::TooMany) {
        words::door::too_many_more()
    } else {
        words::forgotten::not_asked()
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn one_is_known_by_name_or_by_address() {
        let name = Forgetful::Name("ann".parse().unwrap());
        assert_eq!(who(" Ann "), Some(name));
        let email = Forgetful::Email("ann@library.example".parse().unwrap());
        assert_eq!(who("ann@library.example"), Some(email));
        assert_eq!(who("ann at the library"), None);
    }

    #[test]
    fn the_page_asks_one_thing_and_leads_back() {
        let page = rendered::<ForgottenPage>(());
        assert_eq!(page.buttons(), [words::forgotten::send()]);
        assert!(page.text().contains(words::forgotten::back()));
    }
}
