//! One thing that is to be done, or was.

use hushdesk_protocol::ids::FollowUpId;
use hushdesk_protocol::rest::{
    DeleteFollowUp, DeleteFollowUpDone, FollowUp, MailState, PostFollowUpDone,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Badge, Button, Confirm, Icon, Kind, Meaning, refusal, use_say};
use crate::dates::moment;
use crate::frame::Go;
use crate::history::Known;
use crate::route::Route;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct FollowUpCardProps {
    pub(super) follow_up: FollowUp,
    pub(super) known: Known,
    /// Whoever looks may delete it.
    pub(super) deletes: bool,
    /// The chat is not the one whose page this is.
    pub(super) leads: bool,
    /// It is done, or not after all, or deleted.
    pub(super) onchange: Callback<()>,
}

/// What is done with one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Deed {
    Done,
    NotDone,
    Delete,
}

impl Deed {
    async fn does(self, follow_up: FollowUpId) -> Result<&'static str, Trouble> {
        match self {
            Self::Done => api::ask(&PostFollowUpDone { follow_up }, &())
                .await
                .map(|()| texts::follow_ups::is_done()),
            Self::NotDone => api::ask(&DeleteFollowUpDone { follow_up }, &())
                .await
                .map(|()| texts::follow_ups::is_open()),
            Self::Delete => api::ask(&DeleteFollowUp { follow_up }, &())
                .await
                .map(|()| texts::follow_ups::is_deleted()),
        }
    }
}

/// Who asks whom for what, and what can be done.
#[component]
pub(super) fn FollowUpCard(props: &FollowUpCardProps) -> Html {
    let FollowUpCardProps {
        follow_up, known, ..
    } = props;
    let asks = use_state_eq(|| false);
    let say = use_say();
    let ondeed = {
        let (id, onchange) = (follow_up.id.clone(), props.onchange.clone());
        let asks = asks.setter();
        Callback::from(move |deed: Deed| {
            asks.set(false);
            let (id, say, onchange) = (id.clone(), say.clone(), onchange.clone());
            spawn_local(async move {
                let done = deed.does(id).await;
                say.emit(done.unwrap_or_else(|trouble| refusal(&trouble)).into());
                onchange.emit(());
            });
        })
    };
    let ask = |whether: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(whether))
    };
    let deed = |deed: Deed| ondeed.reform(move |()| deed);
    let between =
        texts::follow_ups::between(&known.person(&follow_up.by), &known.person(&follow_up.to));
    html! {
        <article class="card follow-up">
            <div class="body stack">
                <p class="row">
                    <b><bdi>{ between }</bdi></b>
                    <span class="soft">{ moment(follow_up.asked) }</span>
                    { standing(follow_up) }
                </p>
                <p class="message-text" dir="auto">{ follow_up.note.as_str() }</p>
                <div class="row">
                    if props.leads {
                        <Go to={Route::Chat { chat: follow_up.chat.clone() }} class="button">
                            { Icon::Chat.draw() }{ texts::history::chat_with(&follow_up.guest) }
                        </Go>
                    }
                    if follow_up.done.is_none() {
                        <Button icon={Icon::Check} onclick={deed(Deed::Done)}>{ texts::follow_ups::mark() }</Button>
                    } else {
                        <Button icon={Icon::Refresh} onclick={deed(Deed::NotDone)}>{ texts::follow_ups::unmark() }</Button>
                    }
                    if props.deletes {
                        <Button kind={Kind::Warns} icon={Icon::Trash} onclick={ask(true)}>{ texts::messages::delete() }</Button>
                    }
                </div>
            </div>
            if *asks {
                <Confirm title={texts::follow_ups::delete_title()} text={texts::follow_ups::delete_text()}
                    yes={texts::messages::delete()} no={texts::staff::cancel()} onyes={deed(Deed::Delete)} onno={ask(false)} />
            }
        </article>
    }
}

/// Whether it is done, and what became of the mail of it.
fn standing(follow_up: &FollowUp) -> Html {
    if follow_up.done.is_some() {
        return html! { <Badge meaning={Meaning::Good} icon={Icon::Check}>{ texts::follow_ups::done() }</Badge> };
    }
    match follow_up.mail {
        Some(MailState::Sent) => {
            html! { <Badge icon={Icon::Mail}>{ texts::follow_ups::mailed() }</Badge> }
        }
        Some(MailState::Failed) => html! {
            <Badge meaning={Meaning::Warn} icon={Icon::Mail}>{ texts::follow_ups::not_mailed() }</Badge>
        },
        Some(MailState::Waiting | MailState::Withdrawn) | None => Html::default(),
    }
}
