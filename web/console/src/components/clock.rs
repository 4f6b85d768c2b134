//! Stretches of time that go on.

use gloo_timers::callback::Interval;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_web::ambient;
use hushdesk_web::session::clock::EdgeClock;
use yew::prelude::*;

/// Milliseconds between two steps: what is counted is shown in seconds.
const STEP_MILLIS: u32 = 1_000;

/// A stretch of time that is still going on.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct ElapsedProps {
    /// When it began.
    pub(crate) since: Timestamp,
    /// By which clock.
    pub(crate) clock: EdgeClock,
}

/// A stretch of time as a clock counts it: `0:07`, `12:40`, `1:02:03`.
#[component]
pub(crate) fn Elapsed(props: &ElapsedProps) -> Html {
    let steps = use_force_update();
    use_effect_with((), move |()| {
        let steps = Interval::new(STEP_MILLIS, move || steps.force_update());
        move || drop(steps)
    });
    let seconds = props.clock.age(props.since, ambient::now()) / 1_000;
    html! { <time datetime={format!("PT{seconds}S")}>{ stopwatch(seconds) }</time> }
}

/// `seconds` as a stopwatch shows them: hours only if there are any.
pub(crate) fn stopwatch(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_time_is_counted_like_a_stopwatch() {
        for (seconds, shown) in [(0, "0:00"), (7, "0:07"), (760, "12:40"), (3_723, "1:02:03")] {
            assert_eq!(stopwatch(seconds), shown);
        }
    }
}
