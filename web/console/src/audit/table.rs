//! The entries as a table, a day at a time. A row opens to show what was changed.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::{Fingerprint, OperatorName};
use hushdesk_protocol::rest::{AuditEntry, Person};
use hushdesk_texts::console as texts;
use hushdesk_web::components::time_of_day;
use hushdesk_web::spelling;
use yew::prelude::*;

use super::difference::{Difference, differences};
use super::{act, words};
use crate::components::{Avatar, AvatarSize, Button, Icon, Kind, Size};
use crate::dates;

/// Columns of the table.
const COLUMNS: &str = "5";

/// What is in it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct EntriesProps {
    pub(super) entries: Vec<AuditEntry>,
    /// Those whose names are known.
    pub(super) people: Vec<Person>,
}

/// A table. Which rows are open is forgotten with it.
#[component]
pub(super) fn Entries(props: &EntriesProps) -> Html {
    let open = use_state(BTreeSet::<u64>::new);
    let toggle = {
        let open = open.clone();
        Callback::from(move |number: u64| {
            let mut changed = (*open).clone();
            if !changed.remove(&number) {
                changed.insert(number);
            }
            open.set(changed);
        })
    };
    let day = |entry: &AuditEntry| dates::day(entry.at);
    let days = props.entries.chunk_by(|one, next| day(one) == day(next));
    html! {
        <div class="table-box">
            <table class="table cards" role="table">
                <caption class="unseen">{ texts::audit::title() }</caption>
                <thead role="rowgroup">{ head() }</thead>
                { for days.map(|entries| html! {
                    <tbody role="rowgroup">
                        { for entries.first().map(|entry| html! {
                            <tr class="why-row" role="row"><td role="cell" colspan={COLUMNS}><b>{ day(entry) }</b></td></tr>
                        }) }
                        { for entries.iter().map(|entry| {
                            row(entry, &props.people, open.contains(&entry.number), &toggle)
                        }) }
                    </tbody>
                }) }
            </table>
        </div>
    }
}

fn head() -> Html {
    let names = [
        texts::audit::when(),
        texts::audit::who(),
        texts::audit::what(),
        texts::audit::whence(),
    ];
    html! {
        <tr role="row">
            { for names.map(|name| html! { <th role="columnheader" scope="col">{ name }</th> }) }
            <th role="columnheader" scope="col"><span class="unseen">{ texts::audit::changed() }</span></th>
        </tr>
    }
}

fn row(entry: &AuditEntry, people: &[Person], is_open: bool, toggle: &Callback<u64>) -> Html {
    let differences = differences(entry.before.as_deref(), entry.after.as_deref());
    let id = format!("changed-{}", entry.number);
    let (number, says) = (entry.number, did(entry));
    let button = html! {
        if !differences.is_empty() {
            <Button kind={Kind::Quiet} size={Size::Less} icon={if is_open { Icon::Up } else { Icon::Down }}
                label={texts::audit::open(&says)} expanded={is_open} controls={id.clone()}
                onclick={toggle.reform(move |()| number)} />
        }
    };
    html! {
        <>
            <tr key={number} role="row" aria-current={is_open.then_some("true")}>
                <td role="cell" class="number" data-label={texts::audit::when()}>{ time_of_day(entry.at) }</td>
                <th role="rowheader" scope="row">{ who(entry.by.as_ref(), people) }</th>
                <td role="cell" data-label={texts::audit::what()}>
                    <span class="row stay">
                        <span class="soft">{ act::of(&entry.act).map_or(Icon::List, |act| act.icon).less() }</span>
                        <span>{ says }{ subject(entry, people) }</span>
                    </span>
                </td>
                <td role="cell" class="soft" data-label={texts::audit::whence()}><bdi>{ &entry.address }</bdi></td>
                <td role="cell" class="act">{ button }</td>
            </tr>
            if is_open {
                <tr key={id.clone()} class="why-row" role="row" {id}>
                    <td role="cell" colspan={COLUMNS}>{ changes(&differences) }</td>
                </tr>
            }
        </>
    }
}

/// What was done; an act that has no words yet is called as it is.
fn did(entry: &AuditEntry) -> String {
    act::of(&entry.act).map_or_else(|| entry.act.clone(), |act| (act.says)().to_owned())
}

/// To what, where that is not whoever did it or the whole organisation.
fn subject(entry: &AuditEntry, people: &[Person]) -> Html {
    let is_own = entry
        .by
        .as_ref()
        .is_some_and(|by| by.as_str() == entry.subject);
    if is_own || entry.subject == "organisation" {
        return Html::default();
    }
    let fingerprint = Fingerprint::try_from(entry.subject.clone()).ok();
    let known = people
        .iter()
        .find(|person| person.name.as_str() == entry.subject)
        .map(|person| person.display.to_string());
    let said = fingerprint
        .map(|print| spelling::fingerprint(&print))
        .or(known)
        .unwrap_or_else(|| entry.subject.clone());
    html! { <>{ ": " }<bdi>{ said }</bdi></> }
}

fn who(by: Option<&OperatorName>, people: &[Person]) -> Html {
    let Some(by) = by else {
        return texts::audit::setup_code().into();
    };
    let known = people.iter().find(|person| person.name == *by);
    let name = known.map_or_else(|| by.to_string(), |person| person.display.to_string());
    html! {
        <span class="row stay"><Avatar name={name.clone()} size={AvatarSize::Less} /><bdi class="cut">{ name }</bdi></span>
    }
}

fn changes(differences: &[Difference]) -> Html {
    let said = |path: &[String], value: Option<&String>| {
        value.map_or_else(
            || html! { <span class="soft">{ texts::audit::nothing() }</span> },
            |value| html! { <bdi>{ words::value(path, value) }</bdi> },
        )
    };
    html! {
        <dl class="facts changes">
            { for differences.iter().map(|it| html! {
                <>
                    <dt>{ words::path(&it.path) }</dt>
                    <dd>
                        { said(&it.path, it.before.as_ref()) }
                        <span class="soft">{ Icon::Right.turning() }<span class="unseen">{ texts::audit::becomes() }</span></span>
                        <b>{ said(&it.path, it.after.as_ref()) }</b>
                    </dd>
                </>
            }) }
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn entry(act: &str, by: Option<&str>, subject: &str) -> AuditEntry {
        AuditEntry {
            number: 7,
            at: Timestamp(5),
            by: by.map(|name| name.parse().unwrap()),
            address: "192.0.2.0/24".to_owned(),
            act: act.to_owned(),
            subject: subject.to_owned(),
            before: None,
            after: None,
        }
    }

    fn read(entry: AuditEntry) -> hushdesk_web::rendered::Element {
        rendered::<Entries>(EntriesProps {
            entries: vec![entry],
            people: vec![],
        })
    }

    #[test]
    fn an_entry_says_when_who_what_to_what_and_from_where() {
        let page = read(entry("remove_queue", Some("mara"), "maps"));
        let row = page.text();
        for text in [
            "at 5",
            "mara",
            texts::acts::remove_queue(),
            "maps",
            "192.0.2.0/24",
        ] {
            assert!(row.contains(text), "{text}");
        }
        assert_eq!(page.buttons(), Vec::<String>::new());
    }

    #[test]
    fn an_act_without_words_is_called_as_it_is_and_nobodys_name_is_that_of_the_code() {
        let page = read(entry("paint_walls", None, "organisation")).text();
        assert!(page.contains("paint_walls"));
        assert!(page.contains(texts::audit::setup_code()));
    }

    #[test]
    fn what_was_changed_can_be_opened() {
        let page = read(AuditEntry {
            after: Some("\"Mara\"".to_owned()),
            ..entry("rename_self", Some("mara"), "mara")
        });
        assert_eq!(
            page.buttons(),
            [texts::audit::open(&texts::acts::rename_self())]
        );
    }
}
