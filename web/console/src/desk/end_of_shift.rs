//! When a shift ends by itself, as its operator chooses it in a form that shows what was chosen before.
//!
//! Who leaves the form as it is chooses nothing: another window of theirs may have chosen, and that holds.

use hushdesk_protocol::frames::{ChosenEnd, Until};
use hushdesk_protocol::ids::Timestamp;

use super::local_time::{next, time_of_day};

/// The value of the choice that a shift does not end by itself.
pub(super) const NEVER: &str = "";

/// The value of the choice that it ends at a time of day. Any other value is a number of hours.
pub(super) const AT_A_TIME: &str = "time";

/// The end that is to come, if one was chosen.
pub(super) fn to_come(before: Option<ChosenEnd>, now: Timestamp) -> Option<Timestamp> {
    match before?.ends {
        Until::At(at) if at > now => Some(at),
        Until::At(_) | Until::Never => None,
    }
}

/// What has been chosen, once the form is sent with this choice and this time of day. What was not touched stays; an end
/// that is past is none any more.
pub(super) fn chosen(
    (choice, time): (&str, &str),
    before: Option<ChosenEnd>,
    now: Timestamp,
) -> Option<ChosenEnd> {
    let ends = match (choice, to_come(before, now)) {
        (NEVER, None) => return before.filter(|it| it.ends == Until::Never),
        (AT_A_TIME, Some(at)) if time_of_day(at) == time => return before,
        (NEVER, Some(_)) => Until::Never,
        (AT_A_TIME, _) => Until::At(next(time, now)?),
        (hours, _) => {
            let hours: u64 = hours.parse().ok()?;
            Until::At(now.plus(hours.saturating_mul(3_600_000)))
        }
    };
    Some(ChosenEnd { ends, chosen: now })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn before(ends: Until) -> Option<ChosenEnd> {
        let chosen = Timestamp(5);
        Some(ChosenEnd { ends, chosen })
    }

    #[test]
    fn a_form_that_is_left_as_it_is_chooses_nothing() {
        let never = before(Until::Never);
        assert_eq!(chosen((NEVER, ""), None, NOW), None);
        assert_eq!(chosen((NEVER, ""), never, NOW), never);
    }

    #[test]
    fn an_end_that_is_past_is_neither_shown_nor_chosen_again() {
        let past = before(Until::At(NOW));
        assert_eq!(to_come(past, NOW), None);
        assert_eq!(chosen((NEVER, ""), past, NOW), None);
    }

    #[test]
    fn what_is_chosen_is_chosen_now() {
        let end = before(Until::At(NOW.plus(1)));
        let never = chosen((NEVER, ""), end, NOW);
        let now = |ends| Some(ChosenEnd { ends, chosen: NOW });
        assert_eq!(never, now(Until::Never));
        let hours = chosen(("2", ""), None, NOW);
        assert_eq!(hours, now(Until::At(NOW.plus(7_200_000))));
    }
}
