//! What narrows chats down, to be listed or counted: days first, all else folded away where there is little room.

use hushdesk_protocol::rest::Day;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::known::{Choice, Known};
use super::wanted::Wanted;
use crate::components::{Button, Count, Icon, Kind, Meaning, NarrowingField, Select};
use crate::document::is_narrow;
use crate::periods::Preset;

/// What is narrowed down.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Narrows {
    /// A list: all days, unless some are said.
    List,
    /// Figures: four weeks, unless other days are said.
    Figures,
}

impl Narrows {
    const fn presets(self) -> &'static [Preset] {
        match self {
            Self::List => &[
                Preset::All,
                Preset::Today,
                Preset::Yesterday,
                Preset::Week,
                Preset::ThisMonth,
            ],
            Self::Figures => &[
                Preset::Week,
                Preset::FourWeeks,
                Preset::ThisMonth,
                Preset::LastMonth,
                Preset::Year,
            ],
        }
    }

    /// What is meant where no days are said.
    const fn usual(self) -> Preset {
        match self {
            Self::List => Preset::All,
            Self::Figures => Preset::FourWeeks,
        }
    }
}

/// What is wanted, and from what one can choose.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct FiltersProps {
    pub(crate) narrows: Narrows,
    pub(crate) wanted: Wanted,
    pub(crate) known: Known,
    /// The day it is.
    pub(crate) today: Day,
    /// What chats have been about.
    #[prop_or_default]
    pub(crate) categories: Vec<String>,
    /// Something else is wanted.
    pub(crate) onwant: Callback<Wanted>,
}

/// Days by a press, and fields. Each is in force as soon as it has been left.
#[component]
pub(crate) fn Filters(props: &FiltersProps) -> Html {
    let wanted = &props.wanted;
    let opens = use_memo((), |()| !is_narrow() || wanted.narrowed_by() > 0);
    let narrowed = wanted.narrowed_by();
    let onall = {
        let onwant = props.onwant.clone();
        Callback::from(move |()| onwant.emit(Wanted::default()))
    };
    html! {
        <search class="narrowing">
            <div class="toolbar">
                <div class="row" role="group" aria-label={texts::periods::label()}>
                    { for props.narrows.presets().iter().map(|preset| pill(*preset, props)) }
                </div>
                if !wanted.is_all() {
                    <Button kind={Kind::Quiet} icon={Icon::Close} onclick={onall}>{ texts::history::show_all() }</Button>
                }
            </div>
            <details open={*opens}>
                <summary>
                    { Icon::Filter.less() }{ texts::periods::narrow() }
                    if narrowed > 0 {
                        <Count count={narrowed} meaning={Meaning::Accent} of={texts::periods::narrowed()} />
                    }
                    { Icon::Right.turning() }
                </summary>
                <div class="filters">{ fields(props) }</div>
                if props.narrows == Narrows::List {
                    <p class="help">{ texts::history::words_help() }</p>
                }
            </details>
        </search>
    }
}

/// Days by a press.
fn pill(preset: Preset, props: &FiltersProps) -> Html {
    let wanted = &props.wanted;
    let usual = props.narrows.usual();
    let days = preset.days(&props.today).filter(|_| preset != usual);
    let to = wanted.on(days.as_ref());
    let chosen = (&to.from, &to.until) == (&wanted.from, &wanted.until);
    let onclick = props.onwant.reform(move |_: MouseEvent| to.clone());
    html! {
        <button key={preset.name()} type="button" class={classes!("filter", chosen.then_some("set"))} {onclick}
            aria-pressed={if chosen { "true" } else { "false" }}>
            if chosen { { Icon::Check.less() } }
            { preset.name() }
        </button>
    }
}

fn fields(props: &FiltersProps) -> Html {
    let (wanted, known) = (&props.wanted, &props.known);
    let change = |change: fn(&mut Wanted, String)| {
        let (wanted, onwant) = (wanted.clone(), props.onwant.clone());
        Callback::from(move |value: String| {
            let mut changed = wanted.clone();
            change(&mut changed, value);
            if changed != wanted {
                onwant.emit(changed.at_the_last());
            }
        })
    };
    let select =
        |id: &'static str, label: &'static str, choices: Vec<Choice>, chosen: &str, onchoose| {
            html! { <Select {id} {label} {choices} chosen={chosen.to_owned()} {onchoose} /> }
        };
    let any = |any: &'static str, choices: Vec<Choice>, chosen: &str| with(any, choices, chosen);
    let is_list = props.narrows == Narrows::List;
    html! {
        <>
            <NarrowingField id="chats-from" kind="date" label={texts::periods::from()} value={wanted.from.clone()}
                onvalue={change(|wanted, from| wanted.from = from)} />
            <NarrowingField id="chats-until" kind="date" label={texts::periods::until()} value={wanted.until.clone()}
                onvalue={change(|wanted, until| wanted.until = until)} />
            { select("chats-queue", texts::history::queue(),
                any(texts::history::any_queue(), known.queues_to_choose(), &wanted.queue), &wanted.queue,
                change(|wanted, queue| wanted.queue = queue)) }
            { select("chats-operator", texts::history::operator(),
                any(texts::history::any_operator(), known.people_to_choose(), &wanted.operator), &wanted.operator,
                change(|wanted, operator| wanted.operator = operator)) }
            if is_list {
                <NarrowingField id="chats-guest" kind="search" label={texts::history::guest_begins()} value={wanted.guest.clone()}
                    onvalue={change(|wanted, guest| wanted.guest = guest.trim().to_lowercase())} />
                <NarrowingField id="chats-words" kind="search" label={texts::history::words()} value={wanted.words.clone()}
                    onvalue={change(|wanted, words| wanted.words = words.trim().to_owned())} />
            }
            <NarrowingField id="chats-category" kind="search" label={texts::history::category()}
                value={wanted.category.clone()} choices={props.categories.clone()}
                onvalue={change(|wanted, category| wanted.category = category.trim().to_owned())} />
            { select("chats-kind", texts::history::kind(), any(texts::history::any_kind(), kinds(), &wanted.kind),
                &wanted.kind, change(|wanted, kind| wanted.kind = kind)) }
            if is_list {
                { select("chats-answered", texts::history::answered(),
                    any(texts::history::any_answer(), answers(), &wanted.answered), &wanted.answered,
                    change(|wanted, answered| wanted.answered = answered)) }
                { select("chats-rating", texts::history::rating(),
                    any(texts::history::any_rating(), ratings(), &wanted.rating), &wanted.rating,
                    change(|wanted, rating| wanted.rating = rating)) }
            }
        </>
    }
}

fn kinds() -> Vec<Choice> {
    vec![
        ("sealed".into(), texts::history::sealed().into()),
        ("open".into(), texts::history::open().into()),
    ]
}

fn answers() -> Vec<Choice> {
    vec![
        ("yes".into(), texts::history::is_answered().into()),
        ("no".into(), texts::history::not_answered().into()),
    ]
}

fn ratings() -> Vec<Choice> {
    let rating = |number: u8| {
        let words = texts::history::rating_of(&number);
        (number.to_string().into(), words.into())
    };
    (1..=5).rev().map(rating).collect()
}

/// Whatever there is, the choices, and what is wanted though it is none of them: what is gone has had chats, too.
fn with(any: &'static str, mut choices: Vec<Choice>, wanted: &str) -> Vec<Choice> {
    choices.insert(0, ("".into(), any.into()));
    if !choices.iter().any(|(value, _)| *value == wanted) {
        let wanted = AttrValue::from(wanted.to_owned());
        choices.push((wanted.clone(), wanted));
    }
    choices
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    fn drawn(narrows: Narrows, wanted: Wanted) -> Element {
        rendered::<Filters>(FiltersProps {
            narrows,
            wanted,
            known: Known::default(),
            today: Day::try_from("2026-11-30".to_owned()).unwrap(),
            categories: vec![],
            onwant: Callback::noop(),
        })
    }

    fn pressed(page: &Element) -> Option<String> {
        let is_pressed = |it: &Element| it.attribute("aria-pressed") == Some("true");
        page.find(&is_pressed).map(Element::text)
    }

    #[test]
    fn the_preset_whose_days_are_wanted_is_pressed() {
        let of_days = |from: &str, until: &str| Wanted {
            from: from.to_owned(),
            until: until.to_owned(),
            ..Wanted::default()
        };
        for (narrows, wanted, preset) in [
            (Narrows::List, of_days("", ""), Some(Preset::All)),
            (Narrows::Figures, of_days("", ""), Some(Preset::FourWeeks)),
            (
                Narrows::List,
                of_days("2026-11-29", "2026-11-29"),
                Some(Preset::Yesterday),
            ),
            (
                Narrows::Figures,
                of_days("2026-10-01", "2026-10-31"),
                Some(Preset::LastMonth),
            ),
            (Narrows::List, of_days("2026-11-29", ""), None),
        ] {
            let expected = preset.map(|it| it.name().to_owned());
            assert_eq!(pressed(&drawn(narrows, wanted)), expected);
        }
    }

    #[test]
    fn what_is_gone_can_still_be_seen_to_be_wanted() {
        let choices = with("All", vec![], "gone");
        assert!(choices.iter().any(|(value, _)| *value == "gone"));
        assert_eq!(with("All", vec![], "").len(), 1);
    }
}
