//! The application: what is shown before somebody is signed in, and the pages afterwards.

use hushdesk_protocol::rest::DeleteSession;
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use hushdesk_web::tone::Tone;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::account::{Account, Action, SignInPage, Standing, Trouble, trouble_words};
use crate::components::Notice;
use crate::desk::{DeskPage, WorkplaceProvider};
use crate::frame::Frame;

/// The pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Routable)]
pub(crate) enum Route {
    /// Where chats are answered.
    #[at("/")]
    Desk,
    /// Anything else.
    #[not_found]
    #[at("/404")]
    NotFound,
}

/// Asks who is signed in; nobody gets the sign-in page, whatever the address, and afterwards the page of the
/// address.
#[component]
pub(crate) fn App() -> Html {
    let account = use_reducer(Account::default);
    let check = {
        let account = account.dispatcher();
        Callback::from(move |()| check(account.clone()))
    };
    {
        let check = check.clone();
        use_effect_with((), move |()| check.emit(()));
    }
    let recheck = {
        let account = account.dispatcher();
        check.reform(move |()| account.dispatch(Action::Check))
    };
    match account.standing().clone() {
        Standing::Checking => {
            html! { <Alone><p role="status">{ texts::frame::loading() }</p></Alone> }
        }
        Standing::Unknown(trouble) => html! { <NoAnswer {trouble} onagain={recheck} /> },
        Standing::SignedOut { .. } | Standing::SigningIn => {
            html! { <SignInPage account={account.clone()} /> }
        }
        Standing::SignedIn(session) => {
            let onsignout = {
                let account = account.dispatcher();
                Callback::from(move |()| sign_out(account.clone()))
            };
            html! {
                <WorkplaceProvider {session} {onsignout} oncheck={&check}>
                    <BrowserRouter basename="/console">
                        <Frame><Switch<Route> render={page} /></Frame>
                    </BrowserRouter>
                </WorkplaceProvider>
            }
        }
    }
}

fn page(route: Route) -> Html {
    match route {
        Route::Desk => html! { <DeskPage /> },
        Route::NotFound => html! { <NotFound /> },
    }
}

fn check(account: UseReducerDispatcher<Account>) {
    spawn_local(async move { account.dispatch(Action::Checked(api::session().await)) });
}

/// The window is signed out even if the edge cannot be told.
fn sign_out(account: UseReducerDispatcher<Account>) {
    account.dispatch(Action::SignOut);
    spawn_local(async {
        // The cookie then ends by itself.
        let _told = api::ask(&DeleteSession {}, &()).await;
    });
}

#[derive(Debug, Properties, PartialEq)]
struct AloneProps {
    children: Html,
}

/// A card in the middle of an otherwise empty page.
#[component]
fn Alone(props: &AloneProps) -> Html {
    html! {
        <main class="alone">
            <div class="card">
                <h1><img src="/console/icon.svg" alt="" />{ texts::frame::name() }</h1>
                { props.children.clone() }
            </div>
        </main>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct NoAnswerProps {
    trouble: Trouble,
    onagain: Callback<()>,
}

#[component]
fn NoAnswer(props: &NoAnswerProps) -> Html {
    html! {
        <Alone>
            <Notice tone={Tone::Bad} live={true}>{ trouble_words(props.trouble) }</Notice>
            <button type="button" class="primary" onclick={props.onagain.reform(|_| ())}>
                { texts::frame::try_again() }
            </button>
        </Alone>
    }
}

#[component]
fn NotFound() -> Html {
    html! {
        <div class="alone">
            <p>{ texts::frame::not_found() }</p>
            <Link<Route> to={Route::Desk}>{ texts::frame::to_the_desk() }</Link<Route>>
        </div>
    }
}
