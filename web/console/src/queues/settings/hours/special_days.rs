//! Days that are not like their weekday: holidays, and days with hours of their own.

use hushdesk_protocol::rest::{Day, OpenSpan, SpecialDay};
use hushdesk_protocol::text::Title;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::form::{HoursForm, SpanForm};
use super::import::ImportDialog;
use super::in_words;
use crate::calendar::{self, Room};
use crate::components::{
    Button, Choice, Column, ColumnKind, Icon, Kind, Row, Size, Table, TextField, typed_into,
};
use crate::periods::today;

/// Days that are added at once, at most.
const DAYS_MAX: i32 = 100;

/// The days, and what changes them.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct SpecialDaysProps {
    pub(super) form: HoursForm,
    /// These come.
    pub(super) onadd: Callback<Vec<SpecialDay>>,
    /// This goes.
    pub(super) onremove: Callback<Day>,
    /// Those before this day go.
    pub(super) onpast: Callback<Day>,
}

/// The list, fields for more, and what takes them from a file.
#[component]
pub(super) fn SpecialDays(props: &SpecialDaysProps) -> Html {
    let importing = use_state(|| false);
    let today = today();
    let has_past = props.form.special_days.iter().any(|it| it.day < today);
    let set = importing.setter();
    let onopen = {
        let set = set.clone();
        Callback::from(move |()| set.set(true))
    };
    let onclose = {
        let set = set.clone();
        Callback::from(move |()| set.set(false))
    };
    let ontaken = {
        let onadd = props.onadd.clone();
        Callback::from(move |days| {
            onadd.emit(days);
            set.set(false);
        })
    };
    html! {
        <div class="stack loose">
            <div class="stack">
                <span class="label">{ words::hours::special() }</span>
                <p class="help">{ words::hours::special_help() }</p>
            </div>
            { table(props) }
            <NewSpecialDay room={props.form.room()} onadd={&props.onadd} />
            <div class="row">
                <Button size={Size::Less} icon={Icon::Calendar} onclick={onopen}>{ words::hours::from_file() }</Button>
                if has_past {
                    <Button size={Size::Less} onclick={props.onpast.reform(move |()| today.clone())}>
                        { words::hours::remove_past() }
                    </Button>
                }
            </div>
            if *importing {
                <ImportDialog form={props.form.clone()} {onclose} {ontaken} />
            }
        </div>
    }
}

fn table(props: &SpecialDaysProps) -> Html {
    if props.form.special_days.is_empty() {
        return html! { <p class="soft">{ words::hours::no_special() }</p> };
    }
    let columns = vec![
        Column::new(words::hours::day(), ColumnKind::Head),
        Column::new(words::hours::name(), ColumnKind::Text),
        Column::new(words::hours::hours(), ColumnKind::Text),
        Column::new(words::staff::acts(), ColumnKind::Acts),
    ];
    let rows = props.form.special_days.iter().map(|special| {
        let shown = calendar::day(&special.day, Room::Wide);
        let day = special.day.clone();
        let name = special.name.as_ref().map(Title::as_str);
        Row {
            key: special.day.as_str().to_owned(),
            cells: vec![
                html! { { &shown } },
                html! { <bdi>{ name.unwrap_or_default() }</bdi> },
                html! { { in_words(&special.spans) } },
                html! {
                    <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Close}
                        label={words::hours::take_away(&shown)}
                        onclick={props.onremove.reform(move |()| day.clone())} />
                },
            ],
        }
    });
    html! { <Table caption={words::hours::special()} {columns} rows={rows.collect::<Vec<_>>()} /> }
}

/// What is typed of one more.
#[derive(Debug, Default)]
struct Typed<'a> {
    first: &'a str,
    last: &'a str,
    name: &'a str,
    /// From and until; none: closed.
    opens: Option<(&'a str, &'a str)>,
}

/// Where one more is typed.
#[derive(Debug, Properties, PartialEq)]
struct NewSpecialDayProps {
    /// How many more there can be.
    room: usize,
    onadd: Callback<Vec<SpecialDay>>,
}

/// Fields for a day or several, which are added to the list.
#[component]
fn NewSpecialDay(props: &NewSpecialDayProps) -> Html {
    let (first, last) = (use_state(String::new), use_state(String::new));
    let (name, opens) = (use_state(String::new), use_state(|| false));
    let (from, until) = (
        use_state(|| "10:00".to_owned()),
        use_state(|| "14:00".to_owned()),
    );
    let tried = use_state(|| false);
    let typed = Typed {
        first: &first,
        last: &last,
        name: &name,
        opens: opens.then_some((from.as_str(), until.as_str())),
    };
    let days = typed.days().filter(|days| days.len() <= props.room);
    let error = (*tried && days.is_none()).then_some(words::hours::wrong_special());
    let onsubmit = {
        let onadd = props.onadd.clone();
        let (first, last, name) = (first.setter(), last.setter(), name.setter());
        let tried = tried.setter();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(days.is_none());
            if let Some(days) = days.clone() {
                onadd.emit(days);
                for field in [&first, &last, &name] {
                    field.set(String::new());
                }
            }
        })
    };
    let onopens = opens.setter();
    html! {
        <form class="stack" {onsubmit}>
            <div class="two">
                <TextField id="special-first" kind="date" label={words::hours::first_day()} value={(*first).clone()}
                    onvalue={typed_into(&first)} {error} />
                <TextField id="special-last" kind="date" label={words::hours::last_day()} value={(*last).clone()}
                    onvalue={typed_into(&last)} help={words::hours::last_day_help()} />
            </div>
            <TextField id="special-name" label={words::hours::name()} value={(*name).clone()} most={100}
                onvalue={typed_into(&name)} help={words::hours::name_help()} />
            <Choice checked={*opens} onchange={move |on| onopens.set(on)}>{ words::hours::opens() }</Choice>
            if *opens {
                <div class="two">
                    <TextField id="special-from" kind="time" label={words::hours::opens_from()} value={(*from).clone()}
                        onvalue={typed_into(&from)} />
                    <TextField id="special-until" kind="time" label={words::hours::opens_until()} value={(*until).clone()}
                        onvalue={typed_into(&until)} />
                </div>
            }
            <div class="row">
                <Button icon={Icon::Plus} submits={true}>{ words::hours::add() }</Button>
            </div>
        </form>
    }
}

impl Typed<'_> {
    /// The days, if all of it is right.
    fn days(&self) -> Option<Vec<SpecialDay>> {
        let first = Day::try_from(self.first.to_owned()).ok()?;
        let last = match self.last {
            "" => first.clone(),
            last => Day::try_from(last.to_owned()).ok()?,
        };
        let count = last.since_1970().saturating_sub(first.since_1970());
        if !(0..DAYS_MAX).contains(&count) {
            return None;
        }
        let name = match self.name.trim() {
            "" => None,
            name => Some(name.parse::<Title>().ok()?),
        };
        let spans = self.spans()?;
        let days = (0..=count).map(|ahead| SpecialDay {
            day: first.plus(ahead),
            name: name.clone(),
            spans: spans.clone(),
        });
        Some(days.collect())
    }

    fn spans(&self) -> Option<Vec<OpenSpan>> {
        let Some((from, until)) = self.opens else {
            return Some(vec![]);
        };
        let span = SpanForm {
            from: from.to_owned(),
            until: until.to_owned(),
        };
        Some(vec![span.span()?])
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;
    use crate::queues::settings::hours::form::tests::hours;

    #[test]
    fn days_are_added_one_by_one_or_from_the_first_to_the_last() {
        let typed = Typed {
            first: "2026-12-31",
            ..Typed::default()
        };
        let days = typed.days().unwrap();
        assert_eq!(
            (days.len(), &days[0].name, days[0].spans.len()),
            (1, &None, 0)
        );
        let typed = Typed {
            last: "2027-01-02",
            name: " Turn of the year ",
            opens: Some(("10:00", "02:00")),
            ..typed
        };
        let days = typed.days().unwrap();
        let last = days.last().unwrap();
        assert_eq!((days.len(), last.day.as_str()), (3, "2027-01-02"));
        assert_eq!(last.name, Some("Turn of the year".parse().unwrap()));
        let until = 24 * 60 + 120;
        assert_eq!(last.spans, [OpenSpan { from: 600, until }]);
    }

    #[test]
    fn days_that_are_none_are_not_added() {
        let typed = |first, last| Typed {
            first,
            last,
            ..Typed::default()
        };
        for (first, last) in [
            ("", ""),
            ("2026-02-30", ""),
            ("2026-12-31", "2026-12-30"),
            ("2026-01-01", "2026-12-31"),
            ("2026-12-31", "?"),
        ] {
            assert_eq!(typed(first, last).days(), None, "{first} {last}");
        }
        let wrong_time = Typed {
            opens: Some(("10:00", "?")),
            ..typed("2026-12-31", "")
        };
        assert_eq!(wrong_time.days(), None);
    }

    #[test]
    fn the_list_says_what_day_it_is_and_that_it_is_closed() {
        let list = rendered::<SpecialDays>(SpecialDaysProps {
            form: HoursForm::of(Some(&hours())),
            onadd: Callback::noop(),
            onremove: Callback::noop(),
            onpast: Callback::noop(),
        });
        let text = list.text();
        assert!(text.contains("Christmas"), "{text}");
        assert!(text.contains(words::hours::closed()), "{text}");
    }
}
