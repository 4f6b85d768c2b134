//! With whom an operator talks, and what was said there.

use hushdesk_protocol::frames::Audience;
use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::desk::RoomLine;

use crate::desk::state::queue_desk::QueueDesk;

/// With whom. With one colleague it is the same talk at whichever queue both are.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Thread {
    /// All who staff a queue.
    Room(QueueName),
    /// One colleague.
    With(OperatorName),
}

/// Something that was said in a thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct InThread<'a> {
    /// By what it is told from the others.
    pub(super) id: u64,
    /// What.
    pub(super) line: &'a RoomLine,
    /// The time at the queue that passed it on.
    pub(super) clock: EdgeClock,
    /// This operator has said it.
    pub(super) is_ours: bool,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Silent {
    /// The queue is not heard.
    Unheard,
    /// Nobody would hear it.
    NobodyThere,
}

impl Thread {
    /// Where something belongs that was said at a queue, as this operator sees it.
    pub(crate) fn of(line: &RoomLine, queue: &QueueName, own: Option<&OperatorName>) -> Self {
        match &line.to {
            Audience::Room => Self::Room(queue.clone()),
            Audience::Operator(to) if own == Some(&line.by) => Self::With(to.clone()),
            Audience::Operator(_) => Self::With(line.by.clone()),
        }
    }

    /// What was said in it, in order.
    pub(super) fn lines<'a>(&self, desks: &'a [QueueDesk]) -> Vec<InThread<'a>> {
        let count = u64::try_from(desks.len()).unwrap_or(u64::MAX);
        let mut lines: Vec<_> = (0_u64..)
            .zip(desks)
            .flat_map(|(place, desk)| {
                let own = desk.view.operator.as_ref();
                let lines = desk.view.room.lines().iter();
                let lines =
                    lines.filter(move |line| Self::of(line, &desk.queue.name, own) == *self);
                lines.map(move |line| InThread {
                    id: line.id.saturating_mul(count).saturating_add(place),
                    line,
                    clock: desk.view.clock,
                    is_ours: own == Some(&line.by),
                })
            })
            .collect();
        lines.sort_by_key(|it| it.line.at);
        lines
    }

    /// At which queue, and to whom, something is said in it.
    pub(super) fn way(&self, desks: &[QueueDesk]) -> Result<(QueueName, Audience), Silent> {
        let mut here = desks.iter().filter(|desk| desk.is_up());
        match self {
            Self::Room(queue) => {
                let desk = here.find(|desk| desk.queue.name == *queue);
                let desk = desk.ok_or(Silent::Unheard)?;
                if desk.view.colleagues.len() > 1 {
                    Ok((queue.clone(), Audience::Room))
                } else {
                    Err(Silent::NobodyThere)
                }
            }
            Self::With(operator) => {
                let mut here = here.peekable();
                here.peek().ok_or(Silent::Unheard)?;
                let is_there = |desk: &&QueueDesk| {
                    let mut colleagues = desk.view.colleagues.iter();
                    colleagues.any(|it| it.operator == *operator)
                };
                let desk = here.find(is_there).ok_or(Silent::NobodyThere)?;
                let to = Audience::Operator(operator.clone());
                Ok((desk.queue.name.clone(), to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixtures::{colleague, desk, room_line};
    use super::*;

    fn name(name: &str) -> OperatorName {
        name.parse().unwrap()
    }

    /// Two desks of desk1, who is at both with desk2, and at maps with desk3.
    fn desks() -> [QueueDesk; 2] {
        let to = |name: &str| Audience::Operator(name.parse().unwrap());
        let desk = |queue: &str, colleagues: &[&str], lines: Vec<RoomLine>| {
            let mut desk = desk(queue, vec![], vec![]);
            desk.view.operator = Some(name("desk1"));
            desk.view.colleagues = colleagues.iter().map(|it| colleague(it)).collect();
            desk.view.room = lines.into();
            desk
        };
        [
            desk(
                "maps",
                &["desk1", "desk2", "desk3"],
                vec![
                    room_line(1, "desk2", Audience::Room, 1),
                    room_line(2, "desk2", to("desk1"), 2),
                    room_line(3, "desk1", to("desk3"), 3),
                ],
            ),
            desk(
                "reference",
                &["desk1", "desk2"],
                vec![room_line(1, "desk1", to("desk2"), 1)],
            ),
        ]
    }

    #[test]
    fn what_two_say_is_one_talk_at_whichever_queue_they_say_it() {
        let desks = desks();
        let said = |thread: &Thread| -> Vec<(u64, bool)> {
            let lines = thread.lines(&desks).into_iter();
            lines.map(|it| (it.line.at.0, it.is_ours)).collect()
        };
        assert_eq!(said(&Thread::With(name("desk2"))), [(1, true), (2, false)]);
        assert_eq!(said(&Thread::With(name("desk3"))), [(3, true)]);
        assert_eq!(said(&Thread::Room("maps".parse().unwrap())), [(1, false)]);
        assert_eq!(said(&Thread::Room("reference".parse().unwrap())), []);
        let with_desk2 = Thread::With(name("desk2")).lines(&desks);
        assert_ne!(with_desk2[0].id, with_desk2[1].id);
    }

    #[test]
    fn something_is_said_where_somebody_hears_it_or_not_at_all() {
        let mut desks = desks();
        let (maps, reference): (QueueName, QueueName) =
            ("maps".parse().unwrap(), "reference".parse().unwrap());
        let with = |operator: &str| Thread::With(name(operator));
        let way =
            |operator: &str, desks: &[QueueDesk]| with(operator).way(desks).map(|(queue, _)| queue);
        assert_eq!(way("desk2", &desks), Ok(maps.clone()));
        assert_eq!(way("desk4", &desks), Err(Silent::NobodyThere));
        let room = Thread::Room(maps.clone());
        assert_eq!(room.way(&desks), Ok((maps, Audience::Room)));

        desks[0].view.line = hushdesk_web::session::desk::Line::Down;
        assert_eq!(way("desk2", &desks), Ok(reference));
        assert_eq!(way("desk3", &desks), Err(Silent::NobodyThere));
        assert_eq!(room.way(&desks), Err(Silent::Unheard));
        desks[1].view.line = hushdesk_web::session::desk::Line::Down;
        assert_eq!(way("desk2", &desks), Err(Silent::Unheard));
        desks[0].view.line = hushdesk_web::session::desk::Line::Up;
        desks[0].view.colleagues.truncate(1);
        assert_eq!(room.way(&desks), Err(Silent::NobodyThere));
    }
}
