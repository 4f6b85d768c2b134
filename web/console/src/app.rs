//! The application: what is shown before somebody is signed in, and the pages afterwards.

use hushdesk_protocol::rest::{DeleteSession, SecondFactor};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::account::{
    Account, Action, Door, ForgottenPage, JoinPage, ProviderPage, Proving, Recheck,
    SecondFactorDoor, SetupPage, SignInPage, SigningInPage, Standing, Trouble, TroubleBanner,
};
use crate::audit::AuditPage;
use crate::canned::CannedPage;
use crate::components::{Button, Empty, Icon, Kind};
use crate::desk::{DeskPage, WorkplaceProvider};
use crate::encryption::EncryptionPage;
use crate::first_steps::FirstStepsPage;
use crate::frame::{Frame, Go, Managed};
use crate::history::{ChatPage, HistoryPage};
use crate::keys::MyKeysPage;
use crate::messages::MessagesPage;
use crate::organisation::OrganisationPage;
use crate::people::PeoplePage;
use crate::preferences::{PreferencesPage, PreferencesProvider};
use crate::provider::IdentityProviderPage;
use crate::queues::{QueuePage, QueuesPage};
use crate::route::{BASE, Route};
use crate::skins::{SkinPage, SkinsPage};
use crate::snippets::{SnippetPage, SnippetsPage};
use crate::statistics::StatisticsPage;
use crate::webhooks::WebhooksPage;
use crate::{keeper, kept, unsaved};

/// Whoever comes by a link chooses a password, and whoever sets the library up does that, whoever is signed in.
#[component]
pub(crate) fn App() -> Html {
    if Route::Join.is_asked_for() {
        html! { <JoinPage /> }
    } else if Route::Forgotten.is_asked_for() {
        html! { <ForgottenPage /> }
    } else if Route::Setup.is_asked_for() {
        html! { <SetupPage /> }
    } else if Route::Provider.is_asked_for() {
        html! { <ProviderPage /> }
    } else {
        html! { <Console /> }
    }
}

/// Asks who is signed in; nobody gets the sign-in page, whatever the address, and afterwards the page of the
/// address.
#[component]
fn Console() -> Html {
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
            html! { <Door><p role="status">{ words::door::loading() }</p></Door> }
        }
        Standing::Unknown(trouble) => html! { <NoAnswer {trouble} onagain={recheck} /> },
        Standing::SignedOut { .. } | Standing::SigningIn(_) | Standing::Proving(..) => {
            html! { <SignInPage account={account.clone()} /> }
        }
        Standing::SignedIn(session) => {
            let onsignout = {
                let account = account.dispatcher();
                Callback::from(move |()| sign_out(account.clone()))
            };
            if session.second_factor == SecondFactor::Missing {
                return html! {
                    <SecondFactorDoor {session} ondone={check} {onsignout} />
                };
            }
            let operator = session.name.clone();
            unsaved::belongs_to(Some(&operator));
            let has_code = session.second_factor == SecondFactor::On;
            let provider = session.provider.clone();
            // Above the router is what no change of page may touch.
            html! {
                <ContextProvider<Recheck> context={Recheck(check.clone())}>
                    <PreferencesProvider key={operator.as_str()} operator={operator.clone()}>
                        <WorkplaceProvider {session} {onsignout} oncheck={&check}>
                            <BrowserRouter basename={BASE}>
                                <Frame><Switch<Route> render={page} /></Frame>
                            </BrowserRouter>
                            <Proving {has_code} {provider} />
                        </WorkplaceProvider>
                    </PreferencesProvider>
                </ContextProvider<Recheck>>
            }
        }
    }
}

fn page(route: Route) -> Html {
    match &route {
        Route::Desk => html! { <DeskPage /> },
        Route::History => html! { <HistoryPage /> },
        Route::Chat { chat } => html! { <ChatPage key={chat.as_str()} chat={chat.clone()} /> },
        Route::Messages => html! { <MessagesPage /> },
        Route::Statistics => html! { <StatisticsPage /> },
        Route::Preferences => html! { <PreferencesPage /> },
        #[cfg(feature = "gallery")]
        Route::Components => html! { <crate::gallery::Gallery /> },
        Route::FirstSteps => managed(&route, html! { <FirstStepsPage /> }),
        Route::People => managed(&route, html! { <PeoplePage /> }),
        Route::Organisation => managed(&route, html! { <OrganisationPage /> }),
        Route::IdentityProvider => managed(&route, html! { <IdentityProviderPage /> }),
        Route::Audit => managed(&route, html! { <AuditPage /> }),
        Route::Queues => managed(&route, html! { <QueuesPage /> }),
        Route::Queue { queue } => {
            let key = queue.to_string();
            managed(&route, html! { <QueuePage {key} queue={queue.clone()} /> })
        }
        Route::Skins => managed(&route, html! { <SkinsPage /> }),
        Route::Skin { skin } => {
            let key = skin.to_string();
            managed(&route, html! { <SkinPage {key} skin={skin.clone()} /> })
        }
        Route::Snippets => managed(&route, html! { <SnippetsPage /> }),
        Route::Snippet { snippet } => {
            let key = snippet.to_string();
            managed(
                &route,
                html! { <SnippetPage {key} snippet={snippet.clone()} /> },
            )
        }
        Route::Canned => managed(&route, html! { <CannedPage /> }),
        Route::Webhooks => managed(&route, html! { <WebhooksPage /> }),
        Route::Encryption => managed(&route, html! { <EncryptionPage /> }),
        Route::MyKeys => html! { <MyKeysPage /> },
        Route::SigningIn => html! { <SigningInPage /> },
        // Whoever has a link, or the setup code, is not signed in: these pages are looked at before.
        Route::Join | Route::Forgotten | Route::Setup | Route::Provider | Route::NotFound => {
            html! { <NotFound /> }
        }
    }
}

/// A page under Manage, for those who may see it.
fn managed(route: &Route, page: Html) -> Html {
    let otherwise = html! { <NotFound /> };
    html! { <Managed route={route.clone()} {otherwise}>{ page }</Managed> }
}

fn check(account: UseReducerDispatcher<Account>) {
    spawn_local(async move { account.dispatch(Action::Checked(api::session().await)) });
}

/// Nothing stays in this window, be there a desk or not. The window is signed out even if the edge cannot be told.
fn sign_out(account: UseReducerDispatcher<Account>) {
    kept::forget_shift();
    keeper::forget_all();
    unsaved::belongs_to(None);
    account.dispatch(Action::SignOut);
    spawn_local(async {
        // The cookie then ends by itself.
        let _told = api::ask(&DeleteSession {}, &()).await;
    });
}

#[derive(Debug, Properties, PartialEq)]
struct NoAnswerProps {
    trouble: Trouble,
    onagain: Callback<()>,
}

#[component]
fn NoAnswer(props: &NoAnswerProps) -> Html {
    html! {
        <Door>
            <TroubleBanner trouble={props.trouble} />
            <Button kind={Kind::Primary} wide={true} onclick={&props.onagain}>{ words::parts::try_again() }</Button>
        </Door>
    }
}

#[component]
fn NotFound() -> Html {
    html! {
        <div class="page">
            <h1 class="unseen">{ words::places::nowhere() }</h1>
            <Empty icon={Icon::Search} title={words::door::not_found()} text={words::door::not_found_more()}>
                <Go to={Route::Desk} class="button primary">{ words::door::to_the_desk() }</Go>
            </Empty>
        </div>
    }
}
