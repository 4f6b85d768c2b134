//! How chats went: answered or not, passed on, sealed or open, and what guests thought of them.

use hushdesk_protocol::rest::{Figures, Statistics};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::bars::{Bar, bars};
use super::chart::{Asked, Chart, Drawn, Of, address, head, row};
use crate::numbers::{number, percent};

const ID: &str = "outcome";

/// What was counted of all.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct OutcomeProps {
    pub(super) of: Of,
    pub(super) asked: Asked,
}

/// The chart.
#[component]
pub(super) fn Outcome(props: &OutcomeProps) -> Html {
    html! {
        <Chart id={ID} title={texts::statistics::outcome()} room="third" file={address(&props.of, None)}
            shows={props.asked.shows(drawn)} />
    }
}

/// Something that is counted of all.
struct Part {
    key: &'static str,
    name: String,
    of: fn(&Figures) -> u32,
}

fn part(key: &'static str, name: &str, of: fn(&Figures) -> u32) -> Part {
    Part {
        key,
        name: name.to_owned(),
        of,
    }
}

fn parts() -> Vec<Part> {
    vec![
        part("answered", texts::statistics::answered(), |it| it.answered),
        part("unanswered", texts::statistics::unanswered(), |it| {
            it.unanswered
        }),
        part("waiting", texts::statistics::still_waiting(), waiting),
        part("transferred", texts::statistics::transferred(), |it| {
            it.transferred
        }),
        part("rolled_over", texts::statistics::rolled_over(), |it| {
            it.rolled_over
        }),
        part("sealed", texts::statistics::sealed(), |it| it.sealed),
        part("open", texts::statistics::open(), open),
    ]
}

fn ratings() -> Vec<Part> {
    let stars: [fn(&Figures) -> u32; 5] = [
        |it| it.ratings[4],
        |it| it.ratings[3],
        |it| it.ratings[2],
        |it| it.ratings[1],
        |it| it.ratings[0],
    ];
    let keys = ["5", "4", "3", "2", "1"];
    let rated = keys.into_iter().zip(stars);
    rated
        .map(|(key, of)| part(key, &texts::history::rating_of(&key), of))
        .collect()
}

/// Those that nobody has claimed and that have not ended.
fn waiting(figures: &Figures) -> u32 {
    let over = figures.answered.saturating_add(figures.unanswered);
    figures.chats.saturating_sub(over)
}

const fn open(figures: &Figures) -> u32 {
    figures.chats.saturating_sub(figures.sealed)
}

fn drawn(counted: &Statistics) -> Drawn {
    let all = &counted.all;
    let bar = |part: &Part, whole: u32| {
        let count = (part.of)(all);
        Bar {
            key: part.key.to_owned(),
            name: part.name.clone().into(),
            count,
            shown: None,
            aside: Some(percent(count, whole)),
        }
    };
    let counts: Vec<_> = parts().iter().map(|it| bar(it, all.chats)).collect();
    let rated: u32 = all.ratings.iter().sum();
    let stars: Vec<_> = ratings().iter().map(|it| bar(it, rated)).collect();
    let answered = percent(all.answered, all.chats);
    Drawn {
        finding: texts::statistics::share_answered(&answered),
        picture: html! {
            <>
                { bars(texts::statistics::outcome(), &counts, Some(all.chats)) }
                <h3 class="soft small">{ texts::statistics::ratings() }</h3>
                if rated == 0 {
                    <p class="soft small">{ texts::statistics::no_ratings() }</p>
                } else {
                    { bars(texts::statistics::ratings(), &stars, None) }
                }
            </>
        },
        table: table(counted),
    }
}

fn table(counted: &Statistics) -> Html {
    let names = [
        texts::statistics::these_days(),
        texts::statistics::days_before(),
    ];
    let all = part("chats", texts::statistics::chats(), |it| it.chats);
    let rows = std::iter::once(all).chain(parts()).chain(ratings());
    let one = |part: Part| {
        let counts = [&counted.all, &counted.before].map(|it| number((part.of)(it)));
        row(part.key, part.name.into(), counts.to_vec())
    };
    html! {
        <>{ head(texts::statistics::counted(), &names) }<tbody>{ for rows.map(one) }</tbody></>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_neither_was_answered_nor_has_ended_still_waits_and_what_is_not_sealed_is_open() {
        let figures = Figures {
            chats: 10,
            answered: 6,
            unanswered: 3,
            sealed: 7,
            ratings: [1, 0, 0, 2, 4],
            ..Figures::default()
        };
        assert_eq!((waiting(&figures), open(&figures)), (1, 3));
        let stars: Vec<_> = ratings().iter().map(|it| (it.of)(&figures)).collect();
        assert_eq!(stars, [4, 2, 0, 0, 1]);
    }
}
