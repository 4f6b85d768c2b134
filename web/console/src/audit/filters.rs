//! What narrows the log down: who, what, to what, and when.

use hushdesk_protocol::rest::Person;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::act;
use super::wanted::Wanted;
use crate::components::{Button, Icon, Kind, NarrowingField, Select};

/// What is wanted, and from whom one can choose.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct FiltersProps {
    pub(super) wanted: Wanted,
    pub(super) people: Vec<Person>,
    /// Something else is wanted.
    pub(super) onwant: Callback<Wanted>,
}

/// Fields in a row. Each is in force as soon as it has been left.
#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let wanted = &props.wanted;
    let change = |change: fn(&mut Wanted, String)| {
        let (wanted, onwant) = (wanted.clone(), props.onwant.clone());
        Callback::from(move |value: String| {
            let mut changed = wanted.clone();
            change(&mut changed, value);
            if changed != wanted {
                onwant.emit(changed.at_the_newest());
            }
        })
    };
    let onall = {
        let onwant = props.onwant.clone();
        Callback::from(move |()| onwant.emit(Wanted::default()))
    };
    html! {
        <search class="filters">
            <Select id="audit-by" label={texts::audit::who()} choices={people(wanted, &props.people)} chosen={wanted.by.clone()}
                onchoose={change(|wanted, by| wanted.by = by)} />
            <Select id="audit-act" label={texts::audit::what()} choices={acts(wanted)} chosen={wanted.act.clone()}
                onchoose={change(|wanted, act| wanted.act = act)} />
            <NarrowingField id="audit-subject" kind="search" label={texts::audit::subject()} value={wanted.subject.clone()}
                onvalue={change(|wanted, subject| wanted.subject = subject.trim().to_owned())} />
            <NarrowingField id="audit-from" kind="date" label={texts::audit::from()} value={wanted.from.clone()}
                onvalue={change(|wanted, from| wanted.from = from)} />
            <NarrowingField id="audit-until" kind="date" label={texts::audit::until()} value={wanted.until.clone()}
                onvalue={change(|wanted, until| wanted.until = until)} />
            if !wanted.is_all() {
                <Button kind={Kind::Quiet} icon={Icon::Close} onclick={onall}>{ texts::audit::all() }</Button>
            }
        </search>
    }
}

/// Everybody, and whoever is wanted: those who have been removed did things, too.
fn people(wanted: &Wanted, people: &[Person]) -> Vec<(AttrValue, AttrValue)> {
    let mut choices: Vec<(AttrValue, AttrValue)> =
        vec![("".into(), texts::audit::everybody().into())];
    let of = |person: &Person| {
        let name = person.name.to_string();
        (name.into(), person.display.to_string().into())
    };
    choices.extend(people.iter().map(of));
    with_wanted(choices, &wanted.by)
}

fn acts(wanted: &Wanted) -> Vec<(AttrValue, AttrValue)> {
    let mut choices: Vec<(AttrValue, AttrValue)> =
        vec![("".into(), texts::audit::everything().into())];
    choices.extend(
        act::ALL
            .iter()
            .map(|act| (act.name.into(), (act.says)().into())),
    );
    with_wanted(choices, &wanted.act)
}

fn with_wanted(
    mut choices: Vec<(AttrValue, AttrValue)>,
    wanted: &str,
) -> Vec<(AttrValue, AttrValue)> {
    if !choices.iter().any(|(value, _)| *value == wanted) {
        choices.push((wanted.to_owned().into(), wanted.to_owned().into()));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_wanted_can_be_seen_to_be_even_if_they_are_gone() {
        let wanted = Wanted {
            by: "gone".to_owned(),
            ..Wanted::default()
        };
        assert!(
            people(&wanted, &[])
                .iter()
                .any(|(value, _)| *value == "gone")
        );
        assert_eq!(people(&Wanted::default(), &[]).len(), 1);
    }
}
