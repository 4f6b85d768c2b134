//! Where one is signed in.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    DeleteOwnSession, DeleteOwnSessions, GetOwnSessions, SessionListing,
};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{
    Badge, Button, Column, ColumnKind, Confirm, Empty, Icon, Kind, Meaning, Row, Size, Skeleton,
    Table, use_say,
};
use crate::dates;
use crate::loaded::{Loaded, use_loaded};

async fn sessions() -> Result<Vec<SessionListing>, api::Trouble> {
    let page = api::ask(&GetOwnSessions {}, &()).await?;
    Ok(page.items)
}

/// What is ended.
#[derive(Clone, Debug, PartialEq)]
enum Ending {
    One(SessionListing),
    AllOthers,
}

/// The list, and what ends one or all others.
#[component]
pub(super) fn SessionsSection() -> Html {
    let (sessions, again) = use_loaded(sessions);
    let asked = use_state(|| false);
    let say = use_say();
    let onend = {
        let (again, asked) = (again.clone(), asked.setter());
        Callback::from(move |ending: Ending| {
            asked.set(false);
            let (again, say) = (again.clone(), say.clone());
            spawn_local(async move {
                say.emit(ended(ending).await.into());
                again.emit(());
            });
        })
    };
    let ask = |whether: bool| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(whether))
    };
    let content = match &sessions {
        Loaded::Coming => html! { <Skeleton label={words::parts::loading()} rows=2 /> },
        Loaded::Failed => html! {
            <Empty icon={Icon::Alert} title={words::staff::not_loaded()} bad={true}>
                <Button icon={Icon::Refresh} onclick={again}>{ words::parts::try_again() }</Button>
            </Empty>
        },
        Loaded::Here(sessions) => html! {
            <>
                { table(sessions, &onend) }
                if sessions.iter().any(|session| !session.current) {
                    <div><Button kind={Kind::Warns} onclick={ask(true)}>{ words::signing_in::end_others() }</Button></div>
                }
            </>
        },
    };
    html! {
        <section class="settings">
            <div class="say">
                <h2>{ words::signing_in::sessions() }</h2>
                <p>{ words::signing_in::sessions_lead() }</p>
            </div>
            <div class="body">{ content }</div>
            if *asked {
                <Confirm title={words::signing_in::end_others_title()} text={words::signing_in::end_others_text()}
                    yes={words::signing_in::end_others_now()} no={words::staff::cancel()}
                    onyes={onend.reform(|()| Ending::AllOthers)} onno={ask(false)} />
            }
        </section>
    }
}

/// Ends it, and says what has become of it.
async fn ended(ending: Ending) -> &'static str {
    let (done, says) = match ending {
        Ending::One(SessionListing { id: session, .. }) => (
            api::ask(&DeleteOwnSession { session }, &()).await,
            words::signing_in::done_end(),
        ),
        Ending::AllOthers => (
            api::ask(&DeleteOwnSessions {}, &()).await,
            words::signing_in::done_end_others(),
        ),
    };
    match done {
        Ok(()) => says,
        Err(api::Trouble::Refused(_)) => words::staff::refused(),
        Err(api::Trouble::Unreachable | api::Trouble::Unreadable { .. }) => {
            words::staff::unreachable()
        }
    }
}

fn table(sessions: &[SessionListing], onend: &Callback<Ending>) -> Html {
    let columns = vec![
        Column::new(words::signing_in::device(), ColumnKind::Head),
        Column::new(words::signing_in::since(), ColumnKind::Text),
        Column::new(words::signing_in::used(), ColumnKind::Text),
        Column::new(words::staff::acts(), ColumnKind::Acts),
    ];
    let rows: Vec<_> = sessions.iter().map(|session| row(session, onend)).collect();
    html! { <Table caption={words::signing_in::sessions()} {columns} {rows} /> }
}

fn row(session: &SessionListing, onend: &Callback<Ending>) -> Row {
    let device = if session.device.is_empty() {
        words::signing_in::unknown_device().to_owned()
    } else {
        session.device.clone()
    };
    let act = if session.current {
        html! { <Badge meaning={Meaning::Good} icon={Icon::Check}>{ words::signing_in::this_one() }</Badge> }
    } else {
        let ending = Ending::One(session.clone());
        html! {
            <Button size={Size::Less} label={words::signing_in::end_one(&device)} icon={Icon::SignOut}
                onclick={onend.reform(move |()| ending.clone())} />
        }
    };
    Row {
        key: session.id.as_str().to_owned(),
        cells: vec![
            device.into(),
            moment(session.since),
            moment(session.used),
            act,
        ],
    }
}

fn moment(at: Option<Timestamp>) -> Html {
    at.map_or_else(|| words::signing_in::unknown().into(), dates::moment)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::SessionId;
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    #[component]
    fn Shown() -> Html {
        let session = |id: &str, device: &str, current| SessionListing {
            id: SessionId::try_from(id.to_owned()).unwrap(),
            device: device.to_owned(),
            since: None,
            used: Some(Timestamp(5)),
            until: Timestamp(9),
            current,
        };
        let sessions = [
            session("0123456789abcdef0123456789abcdef", "Firefox, Windows", true),
            session("1123456789abcdef0123456789abcdef", "", false),
        ];
        table(&sessions, &Callback::noop())
    }

    #[test]
    fn all_sessions_can_be_ended_but_the_one_that_asks() {
        let page: Element = rendered::<Shown>(());
        let unknown = words::signing_in::unknown_device();
        assert_eq!(page.buttons(), [words::signing_in::end_one(&unknown)]);
        for text in ["Firefox, Windows", words::signing_in::this_one(), "at 5"] {
            assert!(page.text().contains(text), "{text}");
        }
    }
}
