//! The page with all people.

use std::rc::Rc;

use hushdesk_protocol::ids::{LinkToken, Timestamp};
use hushdesk_protocol::rest::{
    GetPeople, GetQueues, Link, Person, PersonState, QueueListing, Role,
};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as words;
use hushdesk_web::{ambient, api};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::deeds::{Deed, refusal};
use super::form::{About, Outcome, PersonForm};
use super::link::LinkDialog;
use crate::components::{
    Avatar, Badge, Button, Column, ColumnKind, Confirm, Empty, Icon, Kind, Meaning, Menu, MenuItem,
    MenuSide, Row, Say, Size, Table, TextField, use_say,
};
use crate::days;
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded};

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Form(About),
    Link(DisplayName, LinkToken, bool),
    Question(Rc<Person>, Deed),
}

type Staff = (Vec<Person>, Vec<QueueListing>);

async fn staff() -> Result<Staff, api::Trouble> {
    let people = api::all(|after| GetPeople {
        after,
        search: None,
    })
    .await?;
    let queues = api::all(|after| GetQueues { after }).await?;
    Ok((people, queues))
}

/// The list, a field to search it, and what is done with each.
#[component]
pub(crate) fn PeoplePage() -> Html {
    let (staff, again) = use_loaded(staff);
    let (shown, search) = (use_state(|| None::<Shown>), use_state(String::new));
    let say = use_say();
    let show = {
        let shown = shown.setter();
        Callback::from(move |what: Option<Shown>| shown.set(what))
    };
    let ondeed = {
        let (show, again, say) = (show.clone(), again.clone(), say.clone());
        Callback::from(move |(person, deed): (Rc<Person>, Deed)| {
            let (show, again, say) = (show.clone(), again.clone(), say.clone());
            spawn_local(async move {
                match deed.does(person.name.clone()).await {
                    Ok(Some(Link {
                        token: Some(token), ..
                    })) => {
                        show.emit(Some(Shown::Link(person.display.clone(), token, false)));
                    }
                    Ok(_) => say.emit(deed.done(person.display.as_str()).into()),
                    Err(trouble) => say.emit(refusal(&trouble).into()),
                }
                again.emit(());
            });
        })
    };
    let onchoose = {
        let (show, ondeed) = (show.clone(), ondeed.clone());
        Callback::from(move |(person, deed): (Rc<Person>, Deed)| {
            if deed.question(person.display.as_str()).is_some() {
                show.emit(Some(Shown::Question(person, deed)));
            } else {
                ondeed.emit((person, deed));
            }
        })
    };
    let invite = show.reform(|()| Some(Shown::Form(About::New)));
    let content = staff.draw(5, words::staff::not_loaded(), &again, |staff| {
        table(staff, &search, &show, &onchoose)
    });
    let over = (*shown).clone().map(|what| {
        let queues = match &staff {
            Loaded::Here(staff) => staff.1.clone(),
            Loaded::Coming | Loaded::Failed => vec![],
        };
        over(what, queues, (&show, &say), &again, &ondeed)
    });
    html! {
        <div class="page">
            <PageHead title={words::staff::title()} lead={words::staff::lead()}>
                <Button kind={Kind::Primary} icon={Icon::Plus} onclick={invite}>{ words::staff::invite() }</Button>
            </PageHead>
            <TextField id="people-search" kind="search" label={words::staff::search()} value={(*search).clone()}
                onvalue={let search = search.setter(); move |query| search.set(query)} />
            { content }
            { over }
        </div>
    }
}

fn over(
    what: Shown,
    queues: Vec<QueueListing>,
    (show, say): (&Callback<Option<Shown>>, &Say),
    again: &Callback<()>,
    ondeed: &Callback<(Rc<Person>, Deed)>,
) -> Html {
    let onclose = show.reform(|()| None);
    match what {
        Shown::Form(about) => {
            let (show, say, again) = (show.clone(), say.clone(), again.clone());
            let onoutcome = Callback::from(move |outcome| {
                let next = match outcome {
                    Outcome::Invited(name, link, to_mail) => match link.token {
                        Some(token) => Some(Shown::Link(name, token, to_mail)),
                        None => {
                            say.emit(words::staff::link_mailed().into());
                            None
                        }
                    },
                    Outcome::Left | Outcome::Changed(_) => None,
                };
                show.emit(next);
                again.emit(());
            });
            html! { <PersonForm {about} {queues} onclose={onoutcome} /> }
        }
        Shown::Link(name, token, not_mailed) => {
            html! { <LinkDialog name={name.to_string()} {token} {not_mailed} {onclose} /> }
        }
        Shown::Question(person, deed) => {
            let Some((title, text, yes)) = deed.question(person.display.as_str()) else {
                return Html::default();
            };
            let (show, ondeed) = (show.clone(), ondeed.clone());
            let onyes = Callback::from(move |()| {
                show.emit(None);
                ondeed.emit((person.clone(), deed));
            });
            html! { <Confirm {title} {text} {yes} no={words::staff::cancel()} {onyes} onno={onclose} /> }
        }
    }
}

fn table(
    staff: &Staff,
    search: &str,
    show: &Callback<Option<Shown>>,
    onchoose: &Callback<(Rc<Person>, Deed)>,
) -> Html {
    let (people, queues) = staff;
    let found: Vec<_> = people
        .iter()
        .filter(|person| is_meant(person, search))
        .collect();
    if found.is_empty() {
        return html! { <Empty icon={Icon::Search} title={words::staff::nobody_found()} /> };
    }
    let columns = vec![
        Column::new(words::staff::column_name(), ColumnKind::Head),
        Column::new(words::staff::role(), ColumnKind::Text),
        Column::new(words::staff::queues(), ColumnKind::Text),
        Column::new(words::staff::seen(), ColumnKind::Aside),
        Column::new(words::staff::acts(), ColumnKind::Acts),
    ];
    let rows = found
        .into_iter()
        .map(|person| row(person, queues, show, onchoose))
        .collect::<Vec<_>>();
    html! { <Table caption={words::staff::title()} {columns} {rows} /> }
}

/// The name or the sign-in name has it in it.
fn is_meant(person: &Person, search: &str) -> bool {
    let whole = format!("{} {}", person.display, person.name).to_lowercase();
    search
        .to_lowercase()
        .split_whitespace()
        .all(|word| whole.contains(word))
}

fn row(
    person: &Person,
    queues: &[QueueListing],
    show: &Callback<Option<Shown>>,
    onchoose: &Callback<(Rc<Person>, Deed)>,
) -> Row {
    let titles: Vec<_> = person
        .queues
        .iter()
        .map(|at| {
            let known = queues.iter().find(|queue| queue.name == at.queue);
            known.map_or_else(|| at.queue.to_string(), |queue| queue.title.clone())
        })
        .collect();
    let role = match person.role {
        Role::Operator => words::staff::operator(),
        Role::Administrator => words::staff::administrator(),
    };
    Row {
        key: person.name.to_string(),
        cells: vec![
            who(person),
            role.into(),
            if titles.is_empty() {
                words::staff::none().into()
            } else {
                titles.join(", ").into()
            },
            person
                .seen
                .map_or_else(
                    || words::staff::never().to_owned(),
                    |at| day(at, ambient::now()),
                )
                .into(),
            acts(&Rc::new(person.clone()), show, onchoose),
        ],
    }
}

fn who(person: &Person) -> Html {
    let state = match person.state {
        PersonState::Active => html! { <span class="soft small">{ person.name.as_str() }</span> },
        PersonState::Invited { .. } => html! {
            <Badge meaning={Meaning::Accent} icon={Icon::Mail}>{ words::staff::invited() }</Badge>
        },
        PersonState::Disabled => {
            html! { <Badge icon={Icon::Stop}>{ words::staff::disabled() }</Badge> }
        }
    };
    html! {
        <span class="row stay">
            <Avatar name={person.display.to_string()} />
            <span class="stack"><bdi class="cut">{ person.display.as_str() }</bdi>{ state }</span>
        </span>
    }
}

fn acts(
    person: &Rc<Person>,
    show: &Callback<Option<Shown>>,
    onchoose: &Callback<(Rc<Person>, Deed)>,
) -> Html {
    let id = format!("person-{}", person.name);
    let deed = |deed: Deed| {
        let person = person.clone();
        onchoose.reform(move |()| (person.clone(), deed))
    };
    let change = {
        let person = person.clone();
        show.reform(move |()| Some(Shown::Form(About::Known(person.clone()))))
    };
    let link = match person.state {
        PersonState::Invited { .. } => words::staff::new_invitation(),
        PersonState::Active | PersonState::Disabled => words::staff::new_password(),
    };
    html! {
        <>
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::More} label={words::staff::more(&person.display)}
                menu={id.clone()} />
            <Menu {id} label={person.display.to_string()} side={MenuSide::UnderItsEnd}>
                <MenuItem icon={Icon::Edit} name={words::staff::change()} onclick={change} />
                <MenuItem icon={Icon::Link} name={link} onclick={deed(Deed::Link)} />
                <MenuItem icon={Icon::SignOut} name={words::staff::sign_out()} onclick={deed(Deed::SignOut)} />
                if person.second_factor {
                    <MenuItem icon={Icon::Shield} name={words::staff::reset_factor()} onclick={deed(Deed::ResetFactor)} />
                }
                if person.provider {
                    <MenuItem icon={Icon::Shield} name={words::staff::unlink()} onclick={deed(Deed::Unlink)} />
                }
                <hr />
                if person.state == PersonState::Disabled {
                    <MenuItem icon={Icon::Check} name={words::staff::enable()} onclick={deed(Deed::Enable)} />
                } else {
                    <MenuItem icon={Icon::Stop} name={words::staff::disable()} onclick={deed(Deed::Disable)} />
                }
                <MenuItem icon={Icon::Trash} name={words::staff::remove()} onclick={deed(Deed::Remove)} />
            </Menu>
        </>
    }
}

/// How long ago it was, in days.
fn day(at: Timestamp, now: Timestamp) -> String {
    match days::between(at, now) {
        0 => words::staff::today().to_owned(),
        days => words::staff::days_ago(days),
    }
}
