//! Where the chats of a snippet go that nobody answers: queues in an order, each after a time.

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::limits::{ROLLOVER_LEVELS_MAX, ROLLOVER_SECONDS_MIN, WAIT_SECONDS_MAX};
use hushdesk_protocol::rest::{QueueListing, RolloverLevel};
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::form::{Choices, SnippetForm};
use crate::components::{Button, Icon, Kind, Length, LengthField, Section, Select, Unit};
use crate::draft::Draft;

/// In what the time of a level is counted.
const UNITS: [Unit; 2] = [Unit::Seconds, Unit::Minutes];

/// Seconds of a level that is new.
const USUAL_SECONDS: u32 = 60;

/// A level, as it is typed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Level {
    pub(super) queue: QueueName,
    pub(super) after: Length,
}

impl Level {
    fn new(queue: QueueName) -> Self {
        let after = Length::of_seconds(USUAL_SECONDS, UNITS);
        Self { queue, after }
    }

    /// Whether its time is one.
    pub(super) fn is_right(&self) -> bool {
        let bounds = ROLLOVER_SECONDS_MIN..=WAIT_SECONDS_MAX;
        self.after
            .seconds()
            .is_some_and(|seconds| bounds.contains(&seconds))
    }
}

impl From<RolloverLevel> for Level {
    fn from(level: RolloverLevel) -> Self {
        Self {
            queue: level.queue,
            after: Length::of_seconds(level.seconds, UNITS),
        }
    }
}

impl From<Level> for RolloverLevel {
    fn from(level: Level) -> Self {
        Self {
            queue: level.queue,
            seconds: level.after.seconds().unwrap_or_default(),
        }
    }
}

/// The levels in their order, and a button for one more.
pub(super) fn levels(form: &SnippetForm, choices: &Choices, draft: &Draft<SnippetForm>) -> Html {
    let unnamed = choices.0.iter().find(|queue| form.is_free(&queue.name));
    let unnamed = unnamed.filter(|_| form.levels.len() < ROLLOVER_LEVELS_MAX);
    let add = |queue: &QueueListing| {
        let queue = queue.name.clone();
        let onclick = draft.on(move |form: &mut SnippetForm, (): ()| {
            form.levels.push(Level::new(queue.clone()));
        });
        html! { <Button icon={Icon::Plus} {onclick}>{ words::snippet::add_level() }</Button> }
    };
    html! {
        <Section title={words::snippet::rollover()} lead={words::snippet::rollover_lead()}>
            if form.levels.is_empty() {
                <p>{ words::snippet::stays() }</p>
            } else {
                <ol class="plain stack" aria-label={words::snippet::rollover()}>
                    { for (0..form.levels.len()).filter_map(|place| level(place, form, choices, draft)) }
                </ol>
            }
            <div class="row">{ unnamed.map(add) }</div>
        </Section>
    }
}

fn level(
    place: usize,
    form: &SnippetForm,
    choices: &Choices,
    draft: &Draft<SnippetForm>,
) -> Option<Html> {
    let level = form.levels.get(place)?;
    let number = place.saturating_add(1);
    let onqueue = draft.on(move |form: &mut SnippetForm, name: String| {
        if let (Some(level), Ok(queue)) = (form.levels.get_mut(place), name.parse()) {
            level.queue = queue;
        }
    });
    let onafter = draft.on(move |form: &mut SnippetForm, after: Length| {
        if let Some(level) = form.levels.get_mut(place) {
            level.after = after;
        }
    });
    let error = (!level.is_right()).then(words::snippet::level_wrong);
    Some(html! {
        <li key={place} class="row low">
            <Select id={format!("level-{number}")} label={words::snippet::level_queue(&number)}
                choices={named(level, form, choices)} chosen={level.queue.to_string()} onchoose={onqueue} />
            <LengthField id={format!("level-{number}-after")} label={words::snippet::level_after(&number)}
                value={level.after.clone()} units={UNITS} onvalue={onafter} {error} />
            { acts(place, &called(&level.queue, choices), form, draft) }
        </li>
    })
}

/// The queues to which a level can lead: its own, and those that are not named yet.
fn named(level: &Level, form: &SnippetForm, choices: &Choices) -> Vec<(AttrValue, AttrValue)> {
    let queues = choices.0.iter();
    let free = queues.filter(|queue| queue.name == level.queue || form.is_free(&queue.name));
    free.map(|queue| (queue.name.to_string().into(), queue.title.clone().into()))
        .collect()
}

fn called(queue: &QueueName, choices: &Choices) -> String {
    let known = choices.0.iter().find(|it| it.name == *queue);
    known.map_or_else(|| queue.to_string(), |it| it.title.clone())
}

/// What can be done with a level. One that is moved changes places with its neighbour, and the focus stays at the place.
fn acts(place: usize, queue: &str, form: &SnippetForm, draft: &Draft<SnippetForm>) -> Html {
    let swap = |with: usize| {
        draft.on(move |form: &mut SnippetForm, (): ()| {
            if place.max(with) < form.levels.len() {
                form.levels.swap(place, with);
            }
        })
    };
    let up = place.checked_sub(1).map(swap);
    let later = place.saturating_add(1);
    let down = (later < form.levels.len()).then(|| swap(later));
    let remove = draft.on(move |form: &mut SnippetForm, (): ()| {
        if place < form.levels.len() {
            form.levels.remove(place);
        }
    });
    html! {
        <div class="acts">
            if let Some(onclick) = up {
                <Button kind={Kind::Quiet} icon={Icon::Up} label={words::snippet::move_up(&queue)} {onclick} />
            }
            if let Some(onclick) = down {
                <Button kind={Kind::Quiet} icon={Icon::Down} label={words::snippet::move_down(&queue)} {onclick} />
            }
            <Button kind={Kind::Quiet} icon={Icon::Close} label={words::queue::take_away(&queue)} onclick={remove} />
        </div>
    }
}
