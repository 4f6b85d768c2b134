//! Who does what at a queue.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{Duty, GetPeople, Person, Role};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::form::{Member, QueueForm};
use crate::components::{
    Avatar, Button, Column, ColumnKind, Empty, Icon, Kind, Row, Size, Table, TextField, is_ticked,
};
use crate::loaded::{Loaded, use_loaded};

/// What somebody can do at a queue, in the order of the columns.
const DUTIES: [Duty; 3] = [Duty::Operator, Duty::HistoryReader, Duty::Manager];

/// Who is there, and what changes that.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct QueuePeopleProps {
    pub(super) form: QueueForm,
    /// Somebody comes, with what they are called.
    pub(super) onadd: Callback<(OperatorName, String)>,
    /// Somebody goes.
    pub(super) onremove: Callback<OperatorName>,
    /// Somebody does this, or does not any more.
    pub(super) onset: Callback<(OperatorName, Duty, bool)>,
}

/// All people to choose from: administrators see them, managers know whom they mean.
async fn everybody() -> Result<Vec<Person>, Trouble> {
    let session = api::session().await?;
    if session.is_none_or(|it| it.role != Role::Administrator) {
        return Ok(vec![]);
    }
    api::all(|after| GetPeople {
        after,
        search: None,
    })
    .await
}

/// A table with ticks, and a field for one more.
#[component]
pub(super) fn QueuePeople(props: &QueuePeopleProps) -> Html {
    let (everybody, _) = use_loaded(everybody);
    let (typed, tried) = (use_state(String::new), use_state(|| false));
    let known: &[Person] = match &everybody {
        Loaded::Here(people) => people,
        Loaded::Coming | Loaded::Failed => &[],
    };
    let name = typed.trim().to_lowercase().parse::<OperatorName>().ok();
    let display = name.as_ref().map(|name| display_of(name, known));
    let onsubmit = {
        let (typed, tried) = (typed.setter(), tried.setter());
        let (onadd, name) = (props.onadd.clone(), name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match (name.clone(), display.clone()) {
                (Some(name), Some(display)) => {
                    onadd.emit((name, display));
                    typed.set(String::new());
                    tried.set(false);
                }
                _ => tried.set(true),
            }
        })
    };
    let error = (*tried && name.is_none()).then_some(words::queue::no_person());
    let ontype = typed.setter();
    html! {
        <>
            { table(props, known) }
            <form class="row" {onsubmit}>
                <TextField id="queue-person" label={words::queue::add_person()} value={(*typed).clone()} verbatim={true}
                    onvalue={move |value| ontype.set(value)} help={words::queue::add_help()} {error}
                    choices={known.iter().map(|it| (it.name.to_string().into(), it.display.to_string().into())).collect::<Vec<_>>()} />
                <Button icon={Icon::Plus} submits={true}>{ words::queue::add() }</Button>
            </form>
        </>
    }
}

fn display_of(name: &OperatorName, known: &[Person]) -> String {
    let found = known.iter().find(|it| it.name == *name);
    found.map_or_else(|| name.to_string(), |it| it.display.to_string())
}

fn table(props: &QueuePeopleProps, known: &[Person]) -> Html {
    if props.form.people.is_empty() {
        return html! {
            <Empty icon={Icon::People} title={words::queue::nobody()} text={words::queue::nobody_more()} />
        };
    }
    let mut columns = vec![Column::new(words::staff::column_name(), ColumnKind::Head)];
    columns.extend(DUTIES.map(|duty| Column::new(duty_name(duty), ColumnKind::Text)));
    columns.push(Column::new(words::staff::acts(), ColumnKind::Acts));
    let rows = props.form.people.iter().map(|member| {
        let known = known.iter().find(|it| it.name == member.person);
        let display = known.map_or_else(|| member.display.clone(), |it| it.display.to_string());
        let member = Member {
            display,
            ..member.clone()
        };
        row(&member, props)
    });
    html! { <Table caption={words::queues::people()} {columns} rows={rows.collect::<Vec<_>>()} /> }
}

pub(super) fn duty_name(duty: Duty) -> &'static str {
    match duty {
        Duty::Operator => words::queue::answers(),
        Duty::HistoryReader => words::queue::reads(),
        Duty::Manager => words::queue::manages(),
    }
}

fn row(member: &Member, props: &QueuePeopleProps) -> Row {
    let mut cells = vec![html! {
        <span class="row stay">
            <Avatar name={member.display.clone()} />
            <span class="stack">
                <bdi class="cut">{ &member.display }</bdi>
                <span class="soft small">{ member.person.as_str() }</span>
            </span>
        </span>
    }];
    cells.extend(DUTIES.map(|duty| tick(member, duty, &props.onset)));
    let person = member.person.clone();
    cells.push(html! {
        <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Close} label={words::queue::take_away(&member.display)}
            onclick={props.onremove.reform(move |()| person.clone())} />
    });
    Row {
        key: member.person.to_string(),
        cells,
    }
}

fn tick(member: &Member, duty: Duty, onset: &Callback<(OperatorName, Duty, bool)>) -> Html {
    let person = member.person.clone();
    let onchange = onset.reform(move |event: Event| (person.clone(), duty, is_ticked(&event)));
    let label = format!("{}: {}", member.display, duty_name(duty));
    html! {
        <label class="choice">
            <input type="checkbox" checked={member.duties.contains(&duty)} aria-label={label} {onchange} />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::queues::form::tests::reference;

    #[test]
    fn a_row_has_a_tick_for_each_duty() {
        let people = rendered::<QueuePeople>(QueuePeopleProps {
            form: reference(),
            onadd: Callback::noop(),
            onremove: Callback::noop(),
            onset: Callback::noop(),
        });
        let is_tick = |it: &Element| it.attribute("type") == Some("checkbox");
        assert_eq!(people.count(&is_tick), 6);
        let ticked = |name: &str, duty: Duty| {
            let label = format!("{name}: {}", duty_name(duty));
            let tick = people.find(&|it| it.attribute("aria-label") == Some(label.as_str()));
            tick.unwrap().attribute("checked").is_some()
        };
        assert!(ticked("Ann", Duty::Operator) && !ticked("Ann", Duty::Manager));
        assert!(ticked("Ben", Duty::Manager) && !ticked("Ben", Duty::Operator));
    }
}
