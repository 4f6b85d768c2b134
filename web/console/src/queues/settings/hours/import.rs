//! Special days from a calendar file: what it would add is shown first, and each day can be left out.

use std::collections::BTreeSet;

use hushdesk_protocol::rest::{Day, SPECIAL_DAYS_MAX, SpecialDay};
use hushdesk_protocol::text::Title;
use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::calendar_file::{self, CALENDAR_BYTES_MAX, CalendarFile, NoCalendar};
use super::form::HoursForm;
use crate::calendar::{self, Room};
use crate::components::{Button, Choice, Dialog, Kind, Meaning, Notice, Ready};
use crate::files::text_up_to;
use crate::periods::today;

/// Where the days go.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ImportDialogProps {
    /// What is there already.
    pub(super) form: HoursForm,
    pub(super) onclose: Callback<()>,
    /// These days are to be added.
    pub(super) ontaken: Callback<Vec<SpecialDay>>,
}

/// Takes a file, shows its days, and gives those that stay ticked.
#[component]
pub(super) fn ImportDialog(props: &ImportDialogProps) -> Html {
    let read = use_state(|| None::<Result<CalendarFile, NoCalendar>>);
    let off = use_state(BTreeSet::<Day>::new);
    let onchange = {
        let (read, off) = (read.setter(), off.setter());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            let (read, off) = (read.clone(), off.clone());
            spawn_local(async move {
                let Some(file) = file else {
                    return;
                };
                let text = text_up_to(&file, CALENDAR_BYTES_MAX).await;
                let text = text.ok_or(NoCalendar);
                off.set(BTreeSet::new());
                read.set(Some(
                    text.and_then(|text| calendar_file::read(&text, &today())),
                ));
            });
        })
    };
    let ontick = {
        let off = off.clone();
        Callback::from(move |(day, on): (Day, bool)| {
            let mut now = (*off).clone();
            if on {
                now.remove(&day);
            } else {
                now.insert(day);
            }
            off.set(now);
        })
    };
    let chosen = match &*read {
        Some(Ok(file)) => chosen(file, &props.form, &off),
        Some(Err(NoCalendar)) | None => vec![],
    };
    let is_ready = !chosen.is_empty() && chosen.len() <= props.form.room();
    let ready = if is_ready {
        Ready::Yes
    } else {
        Ready::No("calendar-found".into())
    };
    let add = words::hours::add_days(chosen.len());
    let footer = html! {
        <>
            <Button onclick={&props.onclose}>{ words::hours::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={props.ontaken.reform(move |()| chosen.clone())}>{ add }</Button>
        </>
    };
    html! {
        <Dialog title={words::hours::from_file()} lead={words::hours::from_file_lead()} onclose={&props.onclose} {footer}>
            <div class="field">
                <label for="calendar-file">{ words::hours::file() }</label>
                <input id="calendar-file" class="input" type="file" accept=".ics,text/calendar" {onchange} />
            </div>
            <Found read={(*read).clone()} form={props.form.clone()} off={(*off).clone()} {ontick} />
        </Dialog>
    }
}

/// The days that are to be added: those that are ticked and not there yet.
fn chosen(file: &CalendarFile, form: &HoursForm, off: &BTreeSet<Day>) -> Vec<SpecialDay> {
    let is_chosen = |special: &&SpecialDay| !off.contains(&special.day) && !form.has(&special.day);
    file.days.iter().filter(is_chosen).cloned().collect()
}

/// What a file holds.
#[derive(Debug, Properties, PartialEq)]
struct FoundProps {
    read: Option<Result<CalendarFile, NoCalendar>>,
    form: HoursForm,
    /// The days that are not ticked.
    off: BTreeSet<Day>,
    /// A day is ticked, or is not any more.
    ontick: Callback<(Day, bool)>,
}

/// Each day with a tick; those that are there already stay as they are.
#[component]
fn Found(props: &FoundProps) -> Html {
    let file = match &props.read {
        None => {
            return html! { <p id="calendar-found" class="soft">{ words::hours::no_file() }</p> };
        }
        Some(Err(NoCalendar)) => {
            return html! {
                <div id="calendar-found">
                    <Notice meaning={Meaning::Bad} live={true}>{ words::hours::no_calendar() }</Notice>
                </div>
            };
        }
        Some(Ok(file)) => file,
    };
    let is_too_much = chosen(file, &props.form, &props.off).len() > props.form.room();
    html! {
        <div class="stack loose">
            <div id="calendar-found" role="status" class="stack">
                <p>{ words::hours::found(file.days.len()) }</p>
                if file.left_out > 0 {
                    <p class="help">{ words::hours::left_out(file.left_out) }</p>
                }
                if is_too_much || file.is_cut {
                    <p class="error">{ words::hours::too_many(&SPECIAL_DAYS_MAX) }</p>
                }
            </div>
            <ul class="stack">
                { for file.days.iter().map(|special| html! {
                    <li key={special.day.as_str()}>{ tick(special, props) }</li>
                }) }
            </ul>
        </div>
    }
}

fn tick(special: &SpecialDay, props: &FoundProps) -> Html {
    let is_there = props.form.has(&special.day);
    let day = special.day.clone();
    let onchange = props.ontick.reform(move |on| (day.clone(), on));
    let checked = is_there || !props.off.contains(&special.day);
    let name = special.name.as_ref().map_or("", Title::as_str);
    html! {
        <Choice {checked} disabled={is_there} {onchange} help={is_there.then_some(words::hours::is_there())}>
            { calendar::day(&special.day, Room::Wide) }{ " " }<bdi>{ name }</bdi>
        </Choice>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;
    use crate::queues::settings::hours::form::tests::{closed, day, hours};

    fn file() -> CalendarFile {
        CalendarFile {
            days: vec![
                closed("2026-12-25", "Christmas"),
                closed("2026-12-26", "Boxing Day"),
                closed("2027-02-14", "Valentine's Day"),
            ],
            left_out: 2,
            is_cut: false,
        }
    }

    fn found(read: Option<Result<CalendarFile, NoCalendar>>) -> Element {
        rendered::<Found>(FoundProps {
            read,
            form: HoursForm::of(Some(&hours())),
            off: BTreeSet::from([day("2027-02-14")]),
            ontick: Callback::noop(),
        })
    }

    #[test]
    fn what_is_there_already_or_not_ticked_is_not_added() {
        let off = BTreeSet::from([day("2027-02-14")]);
        let chosen = chosen(&file(), &HoursForm::of(Some(&hours())), &off);
        assert_eq!(chosen, [closed("2026-12-26", "Boxing Day")]);
    }

    #[test]
    fn a_preview_shows_each_day_and_says_what_was_left_out() {
        let shown = found(Some(Ok(file())));
        let has = |name: &str| shown.count(&|it: &Element| it.attribute(name).is_some());
        assert_eq!((has("checked"), has("disabled")), (2, 1));
        let text = shown.text();
        for said in [
            words::hours::found(3),
            words::hours::left_out(2),
            words::hours::is_there().to_owned(),
            "Boxing Day".to_owned(),
        ] {
            assert!(text.contains(&said), "{said}: {text}");
        }
    }

    #[test]
    fn a_file_that_is_no_calendar_is_told() {
        assert_eq!(
            found(Some(Err(NoCalendar))).text(),
            words::hours::no_calendar()
        );
        assert_eq!(found(None).text(), words::hours::no_file());
    }
}
