//! The chats that are asked for and may be seen, as the part of a statement behind `FROM`.

use hushdesk_edge::{DatabaseError, Value};
use hushdesk_protocol::ids::{ChatId, OperatorName};
use hushdesk_protocol::rest::Rating;

use crate::filter::{Filter, Period};
use crate::reader::Reader;
use crate::retention;
use crate::statement::Statement;
use crate::words::Words;

/// By what chats are found: the condition that leaves the fewest.
pub(crate) enum Way<'a> {
    /// Those that are named.
    Named(&'a [ChatId]),
    /// Those in which a word was said; nothing: none.
    Word(Option<i64>),
    /// Those that somebody has held.
    Operator(&'a OperatorName),
    /// Those about something.
    Category(&'a str),
    /// Those whose guest's label begins so.
    Guest(&'a str),
    /// Those with a rating.
    Rating(Rating),
    /// Those of a queue.
    Queue(&'a str),
    /// Those that nobody claimed.
    Unanswered,
    /// Those of a period.
    Period,
}

impl<'a> Way<'a> {
    /// The best one.
    pub(crate) fn of(filter: &'a Filter, reader: &'a Reader) -> Self {
        if let Some(chats) = &filter.chats {
            Self::Named(chats)
        } else if let Some(words) = &filter.words {
            Self::Word(hashes(words).first().copied())
        } else if let Some(operator) = filter.operator.as_ref().or_else(|| reader.of_own_only()) {
            Self::Operator(operator)
        } else if let Some(category) = &filter.category {
            Self::Category(category.as_str())
        } else if let Some(guest) = &filter.guest {
            Self::Guest(guest)
        } else if let Some(rating) = filter.rating {
            Self::Rating(rating)
        } else if filter.answered == Some(false) {
            Self::Unanswered
        } else if let Some(queue) = &filter.queue {
            Self::Queue(queue.as_str())
        } else {
            Self::Period
        }
    }

    /// The table in whose order they are found: it has `started` and `number`.
    pub(crate) const fn table(&self) -> &'static str {
        match self {
            Self::Word(_) => "words",
            Self::Operator(_) => "held",
            Self::Category(_) => "filed",
            Self::Named(_)
            | Self::Guest(_)
            | Self::Rating(_)
            | Self::Queue(_)
            | Self::Unanswered
            | Self::Period => "chats",
        }
    }

    fn statement(&self) -> Statement {
        match self {
            Self::Named(chats) => {
                let ids: Vec<&str> = chats.iter().map(ChatId::as_str).collect();
                // Ids are of letters that JSON leaves as they are.
                let json = format!("[\"{}\"]", ids.join("\",\""));
                Statement::of(
                    "(SELECT DISTINCT value FROM json_each(?)) AS named
                     CROSS JOIN chats ON chats.chat = named.value WHERE TRUE",
                )
                .with("", [Value::Text(json)])
            }
            Self::Word(word) => Statement::of(
                "words CROSS JOIN chats ON chats.number = words.number WHERE words.word = CAST(? AS INTEGER)",
            )
            .with("", [word.map_or(Value::Null, exact)]),
            Self::Operator(operator) => Statement::of(
                "held INDEXED BY held_by_operator CROSS JOIN chats ON chats.number = held.number
                 WHERE held.operator = ?",
            )
            .with("", [Value::from(operator.as_str())]),
            Self::Category(category) => Statement::of(
                "filed INDEXED BY filed_by_category CROSS JOIN chats ON chats.number = filed.number
                 WHERE filed.category = ?",
            )
            .with("", [Value::from(*category)]),
            Self::Guest(label) => Statement::of(
                "chats INDEXED BY chats_by_guest WHERE chats.guest >= ? AND chats.guest < ?",
            )
            .with("", [Value::from(*label), Value::Text(after_all(label))]),
            Self::Rating(rating) => {
                Statement::of("chats INDEXED BY chats_by_rating WHERE chats.rating = ?")
                    .with("", [rating_value(*rating)])
            }
            Self::Queue(queue) => {
                Statement::of("chats INDEXED BY chats_by_queue WHERE chats.queue = ?")
                    .with("", [Value::from(*queue)])
            }
            Self::Unanswered => {
                Statement::of("chats INDEXED BY chats_unanswered WHERE chats.claimed IS NULL")
            }
            Self::Period => Statement::of("chats INDEXED BY chats_by_start WHERE TRUE"),
        }
    }
}

/// The chats of which all is true that the filter says, of those that the reader may see, found in this way.
pub(crate) fn chosen(
    filter: &Filter,
    reader: &Reader,
    way: &Way<'_>,
) -> Result<Statement, DatabaseError> {
    let Filter {
        period,
        queue,
        operator,
        guest,
        category,
        kind,
        answered,
        rating,
        kept,
        words,
        chats: _,
    } = filter;
    let mut chosen = way.statement().and(within(way.table(), *period));
    let mut also = |text: &str, values: Vec<Value>| {
        let so_far = std::mem::take(&mut chosen);
        chosen = so_far.with(" AND ", []).with(text, values);
    };
    if let (Some(queue), false) = (queue, matches!(way, Way::Queue(_))) {
        also("chats.queue = ?", vec![queue.as_str().into()]);
    }
    if let (Some(operator), false) = (operator, matches!(way, Way::Operator(_))) {
        also(HAS_HELD, vec![operator.as_str().into()]);
    }
    if let (Some(label), false) = (guest, matches!(way, Way::Guest(_))) {
        let (from, before) = (label.as_str().into(), Value::Text(after_all(label)));
        also("chats.guest >= ? AND chats.guest < ?", vec![from, before]);
    }
    if let (Some(category), false) = (category, matches!(way, Way::Category(_))) {
        let filed = "EXISTS (SELECT 1 FROM filed AS about WHERE about.number = chats.number AND about.category = ?)";
        also(filed, vec![category.as_str().into()]);
    }
    if let Some(kind) = kind {
        also("chats.kind = ?", vec![kind.as_str().into()]);
    }
    match answered {
        Some(true) => also("chats.claimed IS NOT NULL", vec![]),
        Some(false) => also("chats.claimed IS NULL", vec![]),
        None => {}
    }
    if let (Some(rating), false) = (rating, matches!(way, Way::Rating(_))) {
        also("chats.rating = ?", vec![rating_value(*rating)]);
    }
    let others = words.as_ref().map_or(&[][..], hashes).iter();
    let is_looked_for = |word: &&i64| !matches!(way, Way::Word(Some(first)) if first == *word);
    for word in others.filter(is_looked_for) {
        let said = "EXISTS (SELECT 1 FROM words AS said WHERE said.word = CAST(? AS INTEGER)
                    AND said.started = chats.started AND said.number = chats.number)";
        also(said, vec![exact(*word)]);
    }
    if words.as_ref().is_some_and(|words| hashes(words).is_empty()) {
        also("FALSE", vec![]);
    }
    match kept {
        Some(true) => also(retention::KEPT, vec![]),
        Some(false) => also(&format!("NOT ({})", retention::KEPT), vec![]),
        None => {}
    }
    if let Some((text, values)) = visible(reader, way)? {
        also(&text, values);
    }
    Ok(chosen)
}

/// Words as they are stored. Whoever is asked has looked for how they are.
fn hashes(words: &Words) -> &[i64] {
    match words {
        Words::Hashed(hashes) => hashes,
        Words::Typed(_) => &[],
    }
}

/// A number that an object's values could not hold, as a text.
fn exact(number: i64) -> Value {
    Value::Text(number.to_string())
}

/// That somebody has held a chat.
const HAS_HELD: &str =
    "EXISTS (SELECT 1 FROM held AS own WHERE own.number = chats.number AND own.operator = ?)";

/// That the reader may see a chat. Nothing, if that is true of all that are found in this way.
fn visible(reader: &Reader, way: &Way<'_>) -> Result<Option<(String, Vec<Value>)>, DatabaseError> {
    match (reader, way) {
        (Reader::Administrator, _) => Ok(None),
        (Reader::Operator { name, .. }, Way::Operator(operator)) if name == *operator => Ok(None),
        (Reader::Operator { name, reads }, _) => {
            let queues =
                serde_json::to_string(reads).map_err(|_| DatabaseError::Column("chats.queue"))?;
            let text = format!("({HAS_HELD} OR chats.queue IN (SELECT value FROM json_each(?)))");
            Ok(Some((
                text,
                vec![name.as_str().into(), Value::Text(queues)],
            )))
        }
    }
}

fn within(table: &str, Period { from, until }: Period) -> Statement {
    let since = from.map(|from| (">=", from));
    let before = until.map(|until| ("<", until));
    let bounds = since.into_iter().chain(before);
    bounds.fold(Statement::default(), |bounds, (is, moment)| {
        bounds.with(
            &format!(" AND {table}.started {is} ?"),
            [Value::from(moment)],
        )
    })
}

/// A text that comes after all that begin so: no character is higher than its end.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

fn rating_value(rating: Rating) -> Value {
    Value::from(u32::from(u8::from(rating)))
}
