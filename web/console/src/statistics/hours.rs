//! Chats by the hours of a week.

use hushdesk_protocol::rest::Group;

/// Hours of a day.
pub(super) const HOURS: u8 = 24;

/// How many chats began in each hour of the week, from Monday's first on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Week {
    counts: [[u32; 24]; 7],
}

/// The hour with the most chats.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Busiest {
    /// From 0, a Monday.
    pub(super) weekday: u8,
    pub(super) hour: u8,
    pub(super) chats: u32,
}

impl Week {
    /// Of groups whose keys are hours of a week, like `1-09`. What is none is left out.
    pub(super) fn of(groups: &[Group]) -> Self {
        let mut week = Self::default();
        for group in groups {
            let hour = group.key.as_deref().and_then(hour_of);
            let place = hour.and_then(|(weekday, hour)| week.place(weekday, hour));
            if let Some(place) = place {
                *place = group.figures.chats;
            }
        }
        week
    }

    fn place(&mut self, weekday: u8, hour: u8) -> Option<&mut u32> {
        let day = self.counts.get_mut(usize::from(weekday))?;
        day.get_mut(usize::from(hour))
    }

    /// Each hour: its weekday, the hour, and how many chats.
    pub(super) fn hours(&self) -> impl Iterator<Item = (u8, u8, u32)> {
        let days = (0_u8..).zip(&self.counts);
        days.flat_map(|(day, hours)| {
            (0_u8..)
                .zip(hours)
                .map(move |(hour, chats)| (day, hour, *chats))
        })
    }

    /// The busiest hour, the first of several; none, if there are no chats.
    pub(super) fn busiest(&self) -> Option<Busiest> {
        let mut busiest: Option<Busiest> = None;
        for (weekday, hour, chats) in self.hours() {
            if chats > busiest.map_or(0, |it| it.chats) {
                busiest = Some(Busiest {
                    weekday,
                    hour,
                    chats,
                });
            }
        }
        busiest
    }
}

fn hour_of(key: &str) -> Option<(u8, u8)> {
    let (weekday, hour) = key.split_once('-')?;
    let weekday: u8 = weekday.parse().ok()?;
    Some((weekday.checked_sub(1)?, hour.parse().ok()?))
}

/// How dark an hour is drawn, from 0 for none to 5 for the most.
pub(super) fn level(chats: u32, most: u32) -> u32 {
    if most == 0 {
        return 0;
    }
    let fifths = u64::from(chats).saturating_mul(5).div_ceil(u64::from(most));
    u32::try_from(fifths).unwrap_or(5)
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Figures;

    use super::*;

    fn group(key: &str, chats: u32) -> Group {
        Group {
            key: Some(key.to_owned()),
            figures: Figures {
                chats,
                ..Figures::default()
            },
        }
    }

    #[test]
    fn hours_stand_where_they_are_in_the_week() {
        let week = Week::of(&[
            group("1-00", 2),
            group("7-23", 9),
            group("8-01", 7),
            group("x", 7),
        ]);
        let some: Vec<_> = week.hours().filter(|(_, _, chats)| *chats > 0).collect();
        assert_eq!(some, [(0, 0, 2), (6, 23, 9)]);
        let (weekday, hour, chats) = (6, 23, 9);
        let busiest = Busiest {
            weekday,
            hour,
            chats,
        };
        assert_eq!(week.busiest(), Some(busiest));
        assert_eq!(Week::default().busiest(), None);
    }

    #[test]
    fn a_single_chat_is_never_drawn_as_none_and_only_the_most_as_the_most() {
        let levels = [0, 1, 20, 21, 99, 100].map(|chats| level(chats, 100));
        assert_eq!(levels, [0, 1, 1, 2, 5, 5]);
        assert_eq!((level(1, 1_000), level(0, 0)), (1, 0));
    }
}
