//! A chat that somebody else holds is taken over from its page: by whoever staffs its queue, if it is open.

use hushdesk_protocol::frames::{ChatKind, Refusal};
use hushdesk_protocol::rest::ChatRow;
use hushdesk_texts::console as texts;
use hushdesk_web::session::desk::{DeskEvent, Takeover};
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use super::known::Known;
use crate::components::{Button, Icon, Ready};
use crate::desk::{Workplace, open_chat, use_workplace};
use crate::frame::Go;
use crate::route::Route;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct TakingOverProps {
    pub(super) chat: ChatRow,
    pub(super) known: Known,
}

/// How this window stands to a chat that goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Standing {
    /// Its operator has nothing to do with the queue.
    Outside,
    /// They could staff the queue, and do not.
    Unstaffed,
    /// They hold the chat here.
    Theirs,
    /// It is sealed.
    Sealed,
    /// It can be asked for, and perhaps has been.
    ToBeHad(Option<Takeover>),
}

/// The button, or why there is none; nothing for whoever could not answer in the chat.
#[component]
pub(super) fn TakingOver(props: &TakingOverProps) -> Html {
    let workplace = use_workplace();
    let navigator = use_navigator();
    let asked = use_mut_ref(|| false);
    let standing = workplace
        .as_ref()
        .map_or(Standing::Outside, |it| standing(it, &props.chat));
    let is_won = standing == Standing::Theirs && *asked.borrow();
    {
        let (navigator, workplace, chat) = (navigator, workplace.clone(), props.chat.chat.clone());
        use_effect_with(is_won, move |is_won| {
            if let (true, Some(navigator), Some(workplace)) = (is_won, navigator, workplace) {
                open_chat(&workplace, chat);
                navigator.push(&Route::Desk);
            }
        });
    }
    let onclick = {
        let chat = props.chat.clone();
        Callback::from(move |()| {
            if let Some(workplace) = &workplace {
                *asked.borrow_mut() = true;
                let event = DeskEvent::TakeOver(chat.chat.clone());
                workplace.office.handle_at(&chat.queue, event);
            }
        })
    };
    drawn(props, standing, onclick)
}

fn standing(workplace: &Workplace, chat: &ChatRow) -> Standing {
    let staffing = workplace.staffing();
    let staffed = staffing.iter().find(|(queue, _)| queue.name == chat.queue);
    match staffed {
        _ if chat.claimed.is_none() || chat.ended.is_some() => Standing::Outside,
        _ if workplace.state.is_held(&chat.chat) => Standing::Theirs,
        None => Standing::Outside,
        Some(_) if chat.kind == ChatKind::Sealed => Standing::Sealed,
        Some((_, false)) => Standing::Unstaffed,
        Some((_, true)) => Standing::ToBeHad(workplace.state.takeover(&chat.chat)),
    }
}

fn drawn(
    TakingOverProps { chat, known }: &TakingOverProps,
    standing: Standing,
    onclick: Callback<()>,
) -> Html {
    let soft = |text: String| html! { <p class="soft">{ text }</p> };
    match standing {
        Standing::Outside => Html::default(),
        Standing::Unstaffed => soft(texts::takeover::unstaffed(&known.queue(&chat.queue))),
        Standing::Sealed => soft(texts::takeover::sealed().to_owned()),
        Standing::Theirs => html! {
            <div class="row">
                <p>{ texts::takeover::yours() }</p>
                <Go to={Route::Desk} class="button">{ Icon::Chat.draw() }{ texts::takeover::to_desk() }</Go>
            </div>
        },
        Standing::ToBeHad(takeover) => {
            let ready = match takeover {
                Some(Takeover::Asked) => Ready::Busy,
                Some(Takeover::Refused(_)) | None => Ready::Yes,
            };
            html! {
                <>
                    <div class="row">
                        <Button icon={Icon::Pass} {ready} {onclick}>{ texts::takeover::take() }</Button>
                        <p class="soft">{ texts::takeover::more() }</p>
                    </div>
                    <p role="status">{ said(takeover) }</p>
                </>
            }
        }
    }
}

/// What has come of it.
fn said(takeover: Option<Takeover>) -> &'static str {
    match takeover {
        None => "",
        Some(Takeover::Asked) => texts::takeover::taking(),
        Some(Takeover::Refused(Refusal::Closed | Refusal::UnknownChat)) => texts::takeover::ended(),
        Some(Takeover::Refused(Refusal::WrongKind)) => texts::takeover::sealed(),
        Some(Takeover::Refused(_)) => texts::takeover::gone(),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::history::testing;

    #[derive(Debug, Properties, PartialEq)]
    struct ShownProps {
        standing: Standing,
    }

    #[component]
    fn Shown(props: &ShownProps) -> Html {
        let (chat, known) = (testing::chat(), testing::known());
        drawn(
            &TakingOverProps { chat, known },
            props.standing,
            Callback::noop(),
        )
    }

    fn shown(standing: Standing) -> Element {
        rendered::<Shown>(ShownProps { standing })
    }

    #[test]
    fn whoever_could_not_answer_is_shown_nothing() {
        assert_eq!(shown(Standing::Outside).text().trim(), "");
    }

    #[test]
    fn it_is_said_why_a_chat_is_not_to_be_had() {
        for (standing, text) in [
            (Standing::Sealed, texts::takeover::sealed()),
            (
                Standing::ToBeHad(Some(Takeover::Refused(Refusal::Closed))),
                texts::takeover::ended(),
            ),
            (
                Standing::ToBeHad(Some(Takeover::Refused(Refusal::Answered))),
                texts::takeover::gone(),
            ),
            (
                Standing::ToBeHad(Some(Takeover::Asked)),
                texts::takeover::taking(),
            ),
        ] {
            assert!(shown(standing).text().contains(text), "{standing:?}");
        }
        let unstaffed = texts::takeover::unstaffed(&"Maps and charts");
        assert!(shown(Standing::Unstaffed).text().contains(&unstaffed));
    }
}
