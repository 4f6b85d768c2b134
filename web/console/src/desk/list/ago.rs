//! How long ago something was, in a word.

use gloo_timers::callback::Interval;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_texts::console as texts;
use hushdesk_web::ambient;
use yew::prelude::*;

use crate::components::time_of_day;

/// Milliseconds between two looks at the clock: what is counted is shown in minutes.
const STEP_MILLIS: u32 = 15_000;

/// What is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shown {
    Now,
    Minutes(usize),
    TimeOfDay,
}

impl Shown {
    fn of(millis: u64) -> Self {
        match millis / 60_000 {
            0 => Self::Now,
            minutes @ 1..60 => Self::Minutes(usize::try_from(minutes).unwrap_or(usize::MAX)),
            60.. => Self::TimeOfDay,
        }
    }
}

/// When it was, by this browser's clock.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct AgoProps {
    pub(super) at: Timestamp,
}

/// In minutes; after an hour the time of day.
#[component]
pub(super) fn Ago(props: &AgoProps) -> Html {
    let steps = use_force_update();
    use_effect_with((), move |()| {
        let steps = Interval::new(STEP_MILLIS, move || steps.force_update());
        move || drop(steps)
    });
    match Shown::of(ambient::now().since(props.at)) {
        Shown::Now => html! { { texts::list::now() } },
        Shown::Minutes(minutes) => html! { { texts::list::minutes(minutes) } },
        Shown::TimeOfDay => time_of_day(props.at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_is_counted_in_minutes_for_an_hour() {
        assert_eq!(Shown::of(59_999), Shown::Now);
        assert_eq!(Shown::of(60_000), Shown::Minutes(1));
        assert_eq!(Shown::of(3_599_999), Shown::Minutes(59));
        assert_eq!(Shown::of(3_600_000), Shown::TimeOfDay);
    }
}
