//! Where a chat goes that nobody answers.

use serde::{Deserialize, Serialize};

use crate::ids::QueueName;
use crate::limits::{ROLLOVER_LEVELS_MAX, ROLLOVER_SECONDS_MIN, WAIT_SECONDS_MAX};

/// A level of a snippet: the queue to which a chat is passed on that nobody has answered where it was before.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RolloverLevel {
    /// Which queue.
    pub queue: QueueName,
    /// Seconds nobody has claimed the chat at the queue before, after which it goes to this one; 10 to 3,600.
    pub seconds: u32,
}

/// Why levels are none.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WrongLevels {
    /// There are too many.
    #[error("there are {0} levels, at most {ROLLOVER_LEVELS_MAX} are allowed")]
    TooMany(usize),
    /// One comes too soon or too late.
    #[error(
        "a chat is passed on after {ROLLOVER_SECONDS_MIN} to {WAIT_SECONDS_MAX} seconds, not after {0}"
    )]
    Seconds(u32),
    /// A chat would come to the same queue again.
    #[error("a chat is at \"{0}\" before that level")]
    Again(QueueName),
}

/// Whether a chat that begins at a queue can be passed on by these levels: to each queue once, and never back.
///
/// # Errors
///
/// There are too many, a time is out of bounds, or a queue is named again.
pub fn check_levels(first: &QueueName, levels: &[RolloverLevel]) -> Result<(), WrongLevels> {
    if levels.len() > ROLLOVER_LEVELS_MAX {
        return Err(WrongLevels::TooMany(levels.len()));
    }
    for (place, level) in levels.iter().enumerate() {
        if !(ROLLOVER_SECONDS_MIN..=WAIT_SECONDS_MAX).contains(&level.seconds) {
            return Err(WrongLevels::Seconds(level.seconds));
        }
        let mut earlier = levels.iter().take(place).map(|it| &it.queue);
        if level.queue == *first || earlier.any(|it| *it == level.queue) {
            return Err(WrongLevels::Again(level.queue.clone()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(queue: &str, seconds: u32) -> RolloverLevel {
        RolloverLevel {
            queue: queue.parse().unwrap(),
            seconds,
        }
    }

    #[test]
    fn a_chat_comes_to_each_queue_once_and_in_time() {
        let first = "reference".parse().unwrap();
        let check = |levels: &[RolloverLevel]| check_levels(&first, levels);
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[level("law", 10), level("maps", 3_600)]), Ok(()));
        assert_eq!(check(&[level("law", 9)]), Err(WrongLevels::Seconds(9)));
        let late = level("law", 3_601);
        assert_eq!(check(&[late]), Err(WrongLevels::Seconds(3_601)));
        let again = |queue: &str| Err(WrongLevels::Again(queue.parse().unwrap()));
        assert_eq!(check(&[level("reference", 60)]), again("reference"));
        let twice = [level("law", 60), level("maps", 60), level("law", 60)];
        assert_eq!(check(&twice), again("law"));
        let five = ["a", "b", "c", "d", "e"].map(|it| level(it, 60));
        assert_eq!(check(&five), Err(WrongLevels::TooMany(5)));
    }
}
