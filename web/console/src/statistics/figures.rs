//! The figures above all charts, each compared in words with that of as many days before.

use std::cmp::Ordering;

use hushdesk_protocol::rest::{Figures, Spread, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use crate::loaded::Loaded;
use crate::numbers::{count, duration, number, percent, percent_sign};

/// Six of them; while they come, room for them.
pub(super) fn figures(counted: &Loaded<Statistics>) -> Html {
    let names = [
        texts::statistics::chats(),
        texts::statistics::answered(),
        texts::statistics::median_wait(),
        texts::statistics::median_length(),
        texts::statistics::sealed(),
        texts::statistics::rated_well(),
    ];
    let values = match counted {
        Loaded::Coming | Loaded::Failed => None,
        Loaded::Here(counted) => Some(values(&counted.all, &counted.before)),
    };
    html! {
        <dl class="figures" aria-busy={values.is_none().then_some("true")}>
            { for names.into_iter().enumerate().map(|(place, name)| {
                let value = values.as_ref().and_then(|values| values.get(place));
                html! {
                    <div key={place}>
                        <dt>{ name }</dt>
                        <dd>{ value.map_or_else(bone, |it| it.shown.clone().into()) }</dd>
                        <dd>{ value.map_or_else(bone, |it| it.compared.clone().into()) }</dd>
                    </div>
                }
            }) }
        </dl>
    }
}

fn bone() -> Html {
    html! { <span class="bone" aria-hidden="true"></span> }
}

/// A figure, and how it is compared.
#[derive(Debug, Eq, PartialEq)]
struct Value {
    shown: String,
    compared: String,
}

fn values(now: &Figures, before: &Figures) -> [Value; 6] {
    [
        Value {
            shown: number(now.chats),
            compared: more_or_fewer(now.chats, before.chats),
        },
        Value {
            shown: share(now.answered, now.chats),
            compared: texts::statistics::were_not(
                count(now.unanswered),
                &number(before.unanswered),
            ),
        },
        time(now.waited, before.waited),
        time(now.lasted, before.lasted),
        Value {
            shown: share(now.sealed, now.chats),
            compared: texts::statistics::were_sealed(count(now.sealed), &number(before.sealed)),
        },
        rated(now),
    ]
}

/// A share; a dash of nothing.
fn share(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    percent(part, whole)
}

/// How many more or fewer than before.
fn more_or_fewer(now: u32, before: u32) -> String {
    if before == 0 {
        return texts::statistics::none_before().to_owned();
    }
    let change = percent_of_change(now, before);
    match now.cmp(&before) {
        Ordering::Greater => texts::statistics::more_than(&change, &number(before)),
        Ordering::Less => texts::statistics::fewer_than(&change, &number(before)),
        Ordering::Equal => texts::statistics::as_many().to_owned(),
    }
}

fn percent_of_change(now: u32, before: u32) -> String {
    percent_sign(crate::numbers::hundredths(now.abs_diff(before), before))
}

/// The median of times, and how much longer or shorter it is than before, to the second.
fn time(now: Option<Spread>, before: Option<Spread>) -> Value {
    let Some(now) = now else {
        return Value {
            shown: "–".to_owned(),
            compared: texts::statistics::no_times().to_owned(),
        };
    };
    Value {
        shown: duration(now.median),
        compared: before.map_or_else(
            || texts::statistics::none_before().to_owned(),
            |before| longer_or_shorter(now.median, before.median),
        ),
    }
}

fn longer_or_shorter(now: u64, before: u64) -> String {
    let seconds = |millis: u64| millis.saturating_add(500) / 1_000;
    let difference = seconds(now).abs_diff(seconds(before));
    let said = duration(difference.saturating_mul(1_000));
    match seconds(now).cmp(&seconds(before)) {
        Ordering::Greater => texts::statistics::longer(&said),
        Ordering::Less => texts::statistics::shorter(&said),
        Ordering::Equal => texts::statistics::as_long().to_owned(),
    }
}

/// How many of those that were rated were rated 4 or 5.
fn rated(now: &Figures) -> Value {
    let [.., good, best] = now.ratings;
    let well = good.saturating_add(best);
    let all: u32 = now.ratings.iter().sum();
    Value {
        shown: share(well, all),
        compared: if all == 0 {
            texts::statistics::no_ratings().to_owned()
        } else {
            texts::statistics::of_ratings(count(all), &number(well))
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_compared_in_words() {
        for (now, before, said) in [
            (1_122, 965, texts::statistics::more_than(&"16 %", &"965")),
            (1, 2, texts::statistics::fewer_than(&"50 %", &"2")),
            (7, 7, texts::statistics::as_many().to_owned()),
            (7, 0, texts::statistics::none_before().to_owned()),
        ] {
            assert_eq!(more_or_fewer(now, before), said, "{now} {before}");
        }
        for (now, before, said) in [
            (19_400, 22_300, texts::statistics::shorter(&"0:03")),
            (61_000, 1_000, texts::statistics::longer(&"1:00")),
            (1_400, 800, texts::statistics::as_long().to_owned()),
        ] {
            assert_eq!(longer_or_shorter(now, before), said, "{now} {before}");
        }
    }

    #[test]
    fn where_there_is_nothing_there_are_dashes() {
        let nothing = Figures::default();
        let shown = values(&nothing, &nothing).map(|it| it.shown);
        assert_eq!(shown, ["0", "–", "–", "–", "–", "–"]);
    }
}
