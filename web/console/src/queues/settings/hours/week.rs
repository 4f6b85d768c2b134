//! The week of a queue: a row for each day.

use hushdesk_texts::console as words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::form::{DayForm, HoursForm, SpanForm};
use crate::calendar::{Room, weekday};
use crate::components::{Button, Icon, Kind, Size, is_ticked};

/// The week, and what changes it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct WeekHoursProps {
    pub(super) form: HoursForm,
    /// A day, from 0 for Monday, is to be like this.
    pub(super) onday: Callback<(usize, DayForm)>,
    /// The other weekdays are to be like Monday.
    pub(super) oncopy: Callback<()>,
}

/// What changes one day.
type OnDay = Callback<DayForm>;

/// Whether it is open, and from when until when, each day.
#[component]
pub(super) fn WeekHours(props: &WeekHoursProps) -> Html {
    let days = (0_u8..).zip(&props.form.week).map(|(place, day)| {
        let onday = props
            .onday
            .reform(move |day: DayForm| (usize::from(place), day));
        row(&weekday(place, Room::Wide), place, day, &onday)
    });
    html! {
        <div class="stack">
            <span class="label" id="hours-week">{ words::hours::week() }</span>
            <ul class="week" aria-labelledby="hours-week">{ for days }</ul>
            <div class="row">
                <Button size={Size::Less} icon={Icon::Copy} onclick={&props.oncopy}>
                    { words::hours::copy(&weekday(0, Room::Wide)) }
                </Button>
            </div>
        </div>
    }
}

fn row(name: &str, place: u8, day: &DayForm, onday: &OnDay) -> Html {
    let is_open = !day.spans.is_empty();
    let onopen = changed_by(day, onday, |day, event: Event| {
        day.open(is_ticked(&event));
    });
    let about = format!("hours-{place}-about");
    let is_wrong = day.spans().is_none();
    let described = is_wrong.then(|| about.clone());
    let spans = day.spans.iter().enumerate();
    let spans = spans.map(|(at, it)| span(name, at, it, day, onday, described.as_ref()));
    html! {
        <li key={place}>
            <b>{ name }</b>
            <label class="switch">
                <span class="unseen">{ words::hours::open_on(&name) }</span>
                <input type="checkbox" role="switch" checked={is_open} onchange={onopen} />
            </label>
            <span class="hours">
                { for spans }
                if !is_open {
                    <span class="soft">{ words::hours::closed() }</span>
                } else if day.has_room() {
                    <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Plus} label={words::hours::once_more(&name)}
                        onclick={changed_by(day, onday, |day, ()| day.add())} />
                }
            </span>
            if is_wrong {
                <p class="error" id={about} role="alert">
                    { Icon::Stop.less() }<span>{ words::hours::wrong_day() }</span>
                </p>
            }
        </li>
    }
}

fn span(
    name: &str,
    at: usize,
    span: &SpanForm,
    day: &DayForm,
    onday: &OnDay,
    described: Option<&String>,
) -> Html {
    let onfrom = changed_by(day, onday, move |day, event: InputEvent| {
        if let Some(span) = day.spans.get_mut(at) {
            span.from = typed(&event);
        }
    });
    let onuntil = changed_by(day, onday, move |day, event: InputEvent| {
        if let Some(span) = day.spans.get_mut(at) {
            span.until = typed(&event);
        }
    });
    let invalid = described.map(|_| "true");
    html! {
        <span key={at}>
            <input class="input" type="time" value={span.from.clone()} oninput={onfrom} aria-label={words::hours::from(&name)}
                aria-invalid={invalid} aria-describedby={described.cloned()} />
            { " – " }
            <input class="input" type="time" value={span.until.clone()} oninput={onuntil} aria-label={words::hours::until(&name)}
                aria-invalid={invalid} aria-describedby={described.cloned()} />
            if span.is_overnight() {
                <span class="soft small">{ words::hours::next_day() }</span>
            }
            if day.spans.len() > 1 {
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Close}
                    label={words::hours::without(&name, &span.from)}
                    onclick={changed_by(day, onday, move |day, ()| day.remove(at))} />
            }
        </span>
    }
}

/// What makes a day of this one by a change.
fn changed_by<E: 'static>(
    day: &DayForm,
    onday: &OnDay,
    change: impl Fn(&mut DayForm, E) + 'static,
) -> Callback<E> {
    let day = day.clone();
    onday.reform(move |event| {
        let mut day = day.clone();
        change(&mut day, event);
        day
    })
}

fn typed(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::queues::settings::hours::form::tests::hours;

    fn shown(form: HoursForm) -> Element {
        rendered::<WeekHours>(WeekHoursProps {
            form,
            onday: Callback::noop(),
            oncopy: Callback::noop(),
        })
    }

    fn count(week: &Element, name: &str, value: &str) -> usize {
        week.count(&|it| it.attribute(name) == Some(value))
    }

    #[test]
    fn each_day_has_a_switch_and_its_times() {
        let week = shown(HoursForm::of(Some(&hours())));
        assert_eq!(count(&week, "role", "switch"), 7);
        assert_eq!(count(&week, "type", "time"), 10);
        assert_eq!(count(&week, "role", "alert"), 0);
        assert!(week.text().contains(words::hours::next_day()));
    }

    #[test]
    fn a_day_that_cannot_be_says_what_is_wrong() {
        let mut form = HoursForm::of(Some(&hours()));
        form.week[0].spans[1].from = "11:00".to_owned();
        let week = shown(form);
        assert_eq!(count(&week, "role", "alert"), 1);
        assert_eq!(count(&week, "aria-describedby", "hours-0-about"), 4);
    }
}
