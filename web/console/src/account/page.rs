//! Where one signs in.

use hushdesk_protocol::rest::{PostSession, SignIn};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::door::{Door, TroubleBanner};
use super::state::{Account, Action, Field, Standing, Trouble, typed};
use crate::components::{Banner, Button, Kind, Meaning, Ready, Size, TextField};
use crate::document::focus;

/// The account, to which the page reports.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SignInPageProps {
    pub(crate) account: UseReducerHandle<Account>,
}

/// A name, a password, a button; what was wrong stands by the field it concerns, or over all of them.
#[component]
pub(crate) fn SignInPage(props: &SignInPageProps) -> Html {
    let (name, password) = (use_node_ref(), use_node_ref());
    let standing = props.account.standing().clone();
    let trouble = match standing {
        Standing::SignedOut { trouble, .. } => trouble,
        Standing::Checking | Standing::Unknown(_) | Standing::SigningIn | Standing::SignedIn(_) => {
            None
        }
    };
    let turn_to = {
        let (name, password) = (name.clone(), password.clone());
        move |field| match field {
            Field::Name => focus(&name),
            Field::Password => focus(&password),
        }
    };
    {
        let (turn_to, password) = (turn_to.clone(), password.clone());
        use_effect_with(standing.clone(), move |standing| {
            if trouble.is_some_and(Trouble::spoils_password) {
                clear(&password);
            }
            standing.awaits().into_iter().for_each(turn_to);
        });
    }
    let onsubmit = {
        let (name, password, account) =
            (name.clone(), password.clone(), props.account.dispatcher());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let refused = sign_in(&account, &value(&name), &value(&password));
            // The same trouble as before changes nothing that the page could hear of.
            if let Some(trouble) = refused {
                if trouble.spoils_password() {
                    clear(&password);
                }
                turn_to(trouble.field());
            }
        })
    };
    let ready = match standing {
        Standing::SigningIn => Ready::Busy,
        Standing::Checking
        | Standing::Unknown(_)
        | Standing::SignedOut { .. }
        | Standing::SignedIn(_) => Ready::Yes,
    };
    let words = match standing {
        Standing::SigningIn => words::door::signing_in(),
        Standing::Checking
        | Standing::Unknown(_)
        | Standing::SignedOut { .. }
        | Standing::SignedIn(_) => words::door::sign_in(),
    };
    html! {
        <Door>
            <Message {standing} />
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="name" label={words::door::user_name()} node={name} verbatim={true} required={true}
                    autocomplete="username" error={at_name(trouble)} />
                <TextField id="password" label={words::door::password()} node={password} kind="password" required={true}
                    autocomplete="current-password" error={at_password(trouble)} />
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>{ words }</Button>
            </form>
        </Door>
    }
}

/// What is wrong with the name.
fn at_name(trouble: Option<Trouble>) -> Option<&'static str> {
    match trouble? {
        Trouble::NoName => Some(words::door::no_name()),
        Trouble::NoPassword
        | Trouble::WrongCredentials
        | Trouble::TooMany
        | Trouble::Unreachable
        | Trouble::Failed => None,
    }
}

/// What is wrong with the password, or with both: it is what is typed anew.
fn at_password(trouble: Option<Trouble>) -> Option<&'static str> {
    match trouble? {
        Trouble::NoPassword => Some(words::door::no_password()),
        Trouble::WrongCredentials => Some(words::door::wrong()),
        Trouble::NoName | Trouble::TooMany | Trouble::Unreachable | Trouble::Failed => None,
    }
}

#[derive(Debug, Properties, PartialEq)]
struct MessageProps {
    standing: Standing,
}

/// What was wrong with neither field, or why one is asked to sign in again.
#[component]
fn Message(props: &MessageProps) -> Html {
    let said = match props.standing {
        Standing::SignedOut {
            trouble: Some(trouble),
            ..
        } => html! { <TroubleBanner {trouble} /> },
        Standing::SignedOut {
            ended: true,
            trouble: None,
        } => html! {
            <Banner meaning={Meaning::Accent} title={words::door::ended()} more={words::door::ended_more()} />
        },
        Standing::SignedOut {
            ended: false,
            trouble: None,
        }
        | Standing::Checking
        | Standing::Unknown(_)
        | Standing::SigningIn
        | Standing::SignedIn(_) => Html::default(),
    };
    html! { <div role="alert">{ said }</div> }
}

/// Asks the edge, unless what was typed can be no name and no password: gives why.
fn sign_in(account: &UseReducerDispatcher<Account>, name: &str, password: &str) -> Option<Trouble> {
    let (name, password) = match typed(name, password) {
        Ok(typed) => typed,
        Err(trouble) => {
            account.dispatch(Action::Refuse(trouble));
            return Some(trouble);
        }
    };
    account.dispatch(Action::Try);
    let account = account.clone();
    spawn_local(async move {
        let answer = api::ask(
            &PostSession {},
            &SignIn {
                name,
                password,
                code: None,
            },
        )
        .await;
        account.dispatch(Action::Tried(answer));
    });
    None
}

fn clear(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        field.set_value("");
    }
}

fn value(field: &NodeRef) -> String {
    field
        .cast::<HtmlInputElement>()
        .map(|field| field.value())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use hushdesk_web::rendered::{Element, rendered};

    use yew::Reducible;

    use super::*;

    #[derive(Properties, PartialEq)]
    struct AtTheDoorProps {
        account: Account,
    }

    #[component]
    fn AtTheDoor(props: &AtTheDoorProps) -> Html {
        let account = use_reducer(|| props.account.clone());
        html! { <SignInPage {account} /> }
    }

    /// What is read at the door after this.
    fn after(actions: impl IntoIterator<Item = Action>) -> Element {
        let account = actions
            .into_iter()
            .fold(Rc::<Account>::default(), Account::reduce);
        let account = (*account).clone();
        rendered::<AtTheDoor>(AtTheDoorProps { account })
    }

    fn invalid(page: &Element) -> Vec<&str> {
        let fields = ["name", "password"].into_iter();
        let is_invalid = |id: &&str| {
            let field = page.find(&|it| it.attribute("id") == Some(*id));
            field.is_some_and(|it| it.attribute("aria-invalid") == Some("true"))
        };
        fields.filter(is_invalid).collect()
    }

    #[test]
    fn who_comes_is_asked_for_name_and_password_and_told_nothing_else() {
        let page = after([Action::Checked(Ok(None))]);
        for label in [words::door::user_name(), words::door::password()] {
            assert!(page.text().contains(label), "{label}");
        }
        assert_eq!(page.buttons(), [words::door::sign_in()]);
        assert!(page.can_press(words::door::sign_in()));
        assert_eq!(invalid(&page), Vec::<&str>::new());
        let alert = page.find(&|it| it.attribute("role") == Some("alert"));
        assert_eq!(alert.unwrap().text(), "");
    }

    #[test]
    fn while_the_edge_is_asked_the_button_says_so() {
        let page = after([Action::Try]);
        assert_eq!(page.buttons(), [words::door::signing_in()]);
    }

    #[test]
    fn what_was_wrong_stands_at_the_field_it_concerns_or_over_both() {
        let refused = |trouble| after([Action::Checked(Ok(None)), Action::Refuse(trouble)]);
        let page = refused(Trouble::NoName);
        assert_eq!(invalid(&page), ["name"]);
        assert!(page.text().contains(words::door::no_name()));
        let page = refused(Trouble::WrongCredentials);
        assert_eq!(invalid(&page), ["password"]);
        assert!(page.text().contains(words::door::wrong()));
        let page = refused(Trouble::Unreachable);
        assert_eq!(invalid(&page), Vec::<&str>::new());
        let alert = page.of_class("banner").unwrap().text();
        assert!(alert.contains(words::door::unreachable()), "{alert}");
    }
}
