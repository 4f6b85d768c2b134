//! Where one signs in.

use std::rc::Rc;

use hushdesk_protocol::rest::{PostSession, WaysIn};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::code::CodePage;
use super::credentials::Credentials;
use super::door::{Door, TroubleBanner};
use super::passkeys::PasskeyWay;
use super::provider::{ProviderWay, use_ways};
use super::state::{Account, Action, Standing};
use super::trouble::{Field, Trouble};
use crate::components::{Banner, Button, Kind, Meaning, Ready, Size, TextField};
use crate::document::focus;
use crate::route::Route;

/// The account, to which the page reports.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SignInPageProps {
    pub(crate) account: UseReducerHandle<Account>,
}

/// Asks for name and password, and for a code if they need one.
#[component]
pub(crate) fn SignInPage(props: &SignInPageProps) -> Html {
    let account = props.account.clone();
    match account.standing().clone() {
        Standing::Proving(credentials, proof) => {
            html! { <CodePage account={account.dispatcher()} {credentials} {proof} /> }
        }
        Standing::SignedOut { trouble, .. } => html! { <NameAndPassword {account} {trouble} /> },
        Standing::Checking
        | Standing::Unknown(_)
        | Standing::SigningIn(_)
        | Standing::SignedIn(_) => html! { <NameAndPassword {account} /> },
    }
}

#[derive(Debug, Properties, PartialEq)]
struct NameAndPasswordProps {
    account: UseReducerHandle<Account>,
    /// What was wrong with the last try.
    #[prop_or_default]
    trouble: Option<Trouble>,
}

/// A name, a password, a button; what was wrong stands by the field it concerns, or over all of them.
#[component]
fn NameAndPassword(props: &NameAndPasswordProps) -> Html {
    let (name, password) = (use_node_ref(), use_node_ref());
    let (ways, by_hand) = (use_ways(), use_state_eq(|| false));
    let trouble = props.trouble;
    let standing = props.account.standing().clone();
    let turn_to = {
        let (name, password) = (name.clone(), password.clone());
        move |field| match field {
            Field::Name => focus(&name),
            Field::Password => focus(&password),
            // It has a page of its own.
            Field::Code => {}
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
    let onsession = {
        let account = props.account.dispatcher();
        Callback::from(move |session| account.dispatch(Action::Tried(Ok(session))))
    };
    let (ready, words) = if matches!(standing, Standing::SigningIn(_)) {
        (Ready::Busy, words::door::signing_in())
    } else {
        (Ready::Yes, words::door::sign_in())
    };
    let form = html! {
        <>
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="name" label={words::door::user_name()} node={name} verbatim={true} required={true}
                    autocomplete="username" error={at_name(trouble)} />
                <TextField id="password" label={words::door::password()} node={password} kind="password" required={true}
                    autocomplete="current-password" error={at_password(trouble)} />
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>{ words }</Button>
            </form>
            <PasskeyWay ondone={onsession} />
            <a class="link" href={Route::Forgotten.address()}>{ words::forgotten::link() }</a>
        </>
    };
    let onhand = {
        let by_hand = by_hand.setter();
        Callback::from(move |()| by_hand.set(true))
    };
    html! {
        <Door>
            <Message {standing} />
            { doors(ways.here(), *by_hand, form, onhand) }
        </Door>
    }
}

/// The ways in, the identity provider first. Where it is the only one but for one person, that one asks for the form.
fn doors(ways: Option<&WaysIn>, by_hand: bool, form: Html, onhand: Callback<()>) -> Html {
    let Some(name) = ways.and_then(|ways| ways.provider.as_ref()) else {
        return form;
    };
    let has_form = by_hand || ways.is_some_and(|ways| ways.passwords);
    html! {
        <>
            <ProviderWay name={name.to_string()} />
            if has_form {
                <p class="soft small">{ words::provider::or() }</p>
                { form }
            } else {
                <Button kind={Kind::Quiet} onclick={onhand}>{ words::provider::by_password() }</Button>
            }
        </>
    }
}

/// What is wrong with the name.
fn at_name(trouble: Option<Trouble>) -> Option<&'static str> {
    match trouble? {
        Trouble::NoName => Some(words::door::no_name()),
        Trouble::NoPassword
        | Trouble::WrongCredentials
        | Trouble::NoCode
        | Trouble::WrongCode
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
        Trouble::NoName
        | Trouble::NoCode
        | Trouble::WrongCode
        | Trouble::TooMany
        | Trouble::Unreachable
        | Trouble::Failed => None,
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
        | Standing::SigningIn(_)
        | Standing::Proving(..)
        | Standing::SignedIn(_) => Html::default(),
    };
    html! { <div role="alert">{ said }</div> }
}

/// Asks the edge, unless what was typed can be no name and no password: gives why.
fn sign_in(account: &UseReducerDispatcher<Account>, name: &str, password: &str) -> Option<Trouble> {
    let credentials = match Credentials::typed(name, password) {
        Ok(typed) => Rc::new(typed),
        Err(trouble) => {
            account.dispatch(Action::Refuse(trouble));
            return Some(trouble);
        }
    };
    account.dispatch(Action::Try(credentials.clone()));
    let account = account.clone();
    spawn_local(async move {
        let answer = api::ask(&PostSession {}, &credentials.sign_in(None)).await;
        account.dispatch(Action::Tried(answer));
    });
    None
}

/// Empties a field.
pub(super) fn clear(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        field.set_value("");
    }
}

/// What stands in a field.
pub(crate) fn value(field: &NodeRef) -> String {
    field
        .cast::<HtmlInputElement>()
        .map(|field| field.value())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Problem, ProblemCode};
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

    fn credentials() -> Rc<Credentials> {
        Rc::new(Credentials::typed("desk1", "correct horse").unwrap())
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
        let fields = ["name", "password", "code"].into_iter();
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

    #[derive(Properties, PartialEq)]
    struct WaysProps {
        ways: WaysIn,
        by_hand: bool,
    }

    #[component]
    fn Ways(props: &WaysProps) -> Html {
        let form = html! { <button>{ words::door::sign_in() }</button> };
        doors(Some(&props.ways), props.by_hand, form, Callback::noop())
    }

    #[test]
    fn where_there_is_a_provider_it_comes_first_and_a_password_where_there_are_such() {
        let buttons = |provider: Option<&str>, passwords, by_hand| {
            let provider = provider.map(|name| name.parse().unwrap());
            let ways = WaysIn {
                provider,
                passwords,
            };
            rendered::<Ways>(WaysProps { ways, by_hand }).buttons()
        };
        let (campus, password) = (
            words::provider::sign_in_with(&"Campus"),
            words::door::sign_in(),
        );
        assert_eq!(buttons(None, true, false), [password]);
        assert_eq!(buttons(Some("Campus"), true, false), [&*campus, password]);
        let hidden = words::provider::by_password();
        assert_eq!(buttons(Some("Campus"), false, false), [&*campus, hidden]);
        assert_eq!(buttons(Some("Campus"), false, true), [&*campus, password]);
    }

    #[test]
    fn while_the_edge_is_asked_the_button_says_so() {
        let page = after([Action::Try(credentials())]);
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

    #[test]
    fn whoever_has_a_second_factor_is_asked_for_a_code_once_the_password_was_right() {
        let refused = |code| api::Trouble::Refused(Problem::new(code, String::new()));
        let needed = Action::Tried(Err(refused(ProblemCode::SecondFactorNeeded)));
        let asked = [Action::Try(credentials()), needed];
        let page = after(asked.clone());
        let field = page.find(&|it| it.attribute("id") == Some("code")).unwrap();
        assert_eq!(field.attribute("autocomplete"), Some("one-time-code"));
        assert_eq!(field.attribute("inputmode"), Some("numeric"));
        assert!(page.can_press(words::door::recovery()));
        assert!(!page.text().contains("correct horse"));
        let wrong = Action::Tried(Err(refused(ProblemCode::WrongCredentials)));
        let page = after(asked.into_iter().chain([Action::Prove, wrong]));
        assert_eq!(invalid(&page), ["code"]);
        assert!(page.text().contains(words::door::wrong_code()));
    }
}
