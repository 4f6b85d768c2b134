//! After everything that happens at a desk: what of it the program does not know yet.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Audience, Colleague};
use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_session::desk::{DeskEvent, DeskView, Passage, RoomLine};
use hushdesk_session::line::Line;
use rand_core::CryptoRng;

use super::Operator;
use super::words::{Group, Saying, said_by};
use crate::stanza::{self, Contact, Show};

impl Operator {
    pub(super) fn tell_news(&mut self, place: usize, now: Timestamp, rng: &mut dyn CryptoRng) {
        let Some(queue) = self.queues.get(place) else {
            return;
        };
        let view = queue.desk.view();
        self.tell_waiting(place, &view);
        self.tell_colleagues(place, &view);
        self.tell_room(place, &view);
        self.tell_untold(place, &view);
        let done = self.tell_offers(place, &view, now.0);
        for chat in &view.chats {
            self.tell_chat(place, chat, now);
        }
        if let Some(queue) = self.queues.get_mut(place) {
            let over = std::mem::take(&mut queue.put_away);
            for chat in done.into_iter().chain(over) {
                // What is over is only forgotten: nothing is sent, and nothing is news.
                queue.handle(DeskEvent::Dismiss(chat), now, rng);
            }
        }
    }

    /// The queue's own presence says whether the line is up, and how many wait.
    fn tell_waiting(&mut self, place: usize, view: &DeskView) {
        let waiting = (view.line == Line::Up).then_some(view.waiting);
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        if std::mem::replace(&mut queue.waiting, waiting) == waiting {
            return;
        }
        let jid = queue.jid(&self.domain);
        let (show, text) = self.speech.queue_presence(waiting);
        self.say(stanza::presence(&jid, &self.jid, show, &text));
    }

    fn tell_colleagues(&mut self, place: usize, view: &DeskView) {
        let now: BTreeMap<OperatorName, Colleague> = view
            .colleagues
            .iter()
            .filter(|it| it.operator != self.name)
            .map(|it| (it.operator.clone(), it.clone()))
            .collect();
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let before = std::mem::replace(&mut queue.colleagues, now.clone());
        for (name, colleague) in &now {
            let was = before.get(name);
            let contact = self.colleague(colleague);
            let show = Show::There(colleague.availability.status);
            let text = colleague.availability.text.as_str();
            match was {
                None => self.shows(&contact, show, text),
                Some(was) if was.availability != colleague.availability => {
                    self.say(stanza::presence(&contact.jid, &self.jid, show, text));
                }
                Some(_) => {}
            }
        }
        for (name, colleague) in before {
            let is_elsewhere = self
                .queues
                .iter()
                .any(|it| it.colleagues.contains_key(&name));
            if !is_elsewhere {
                let contact = self.colleague(&colleague);
                self.say(stanza::presence(&contact.jid, &self.jid, Show::Gone, ""));
            }
        }
    }

    fn colleague(&self, colleague: &Colleague) -> Contact {
        Contact {
            jid: self.domain.operator(&colleague.operator),
            name: colleague.display.as_str().to_owned(),
            group: self.speech.group(Group::Colleagues),
        }
    }

    /// What somebody of a queue is called.
    pub(super) fn called(&self, place: usize, name: &OperatorName) -> String {
        if *name == self.name {
            return self.speech.saying(Saying::OwnWindow);
        }
        let queue = self.queues.get(place);
        let colleague = queue.and_then(|queue| queue.colleagues.get(name));
        let display = colleague.map(|it| it.display.as_str().to_owned());
        display.unwrap_or_else(|| name.as_str().to_owned())
    }

    /// What colleagues say: to all, from the queue; to this operator alone, from themselves.
    fn tell_room(&mut self, place: usize, view: &DeskView) {
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let told = std::mem::replace(&mut queue.room, view.room.last());
        let lines = view.room.lines().iter().filter(|line| line.id > told);
        let lines: Vec<RoomLine> = lines.cloned().collect();
        for line in lines {
            if line.by == self.name {
                continue;
            }
            match &line.to {
                Audience::Room => {
                    let by = self.called(place, &line.by);
                    let words = said_by(&by, line.text.as_str());
                    self.queue_says(place, &words);
                }
                Audience::Operator(_) => {
                    let from = self.domain.operator(&line.by);
                    let text = line.text.as_str();
                    self.say(stanza::message(&from, &self.jid, text));
                }
            }
        }
    }

    /// What was said to a colleague and did not go out.
    fn tell_untold(&mut self, place: usize, view: &DeskView) {
        let Some(queue) = self.queues.get_mut(place) else {
            return;
        };
        let lines = view.room.lines().iter();
        let is_untold = |line: &&RoomLine| {
            let failed = matches!(line.passage, Passage::Refused(_) | Passage::Unknown);
            failed && line.id > queue.untold
        };
        let untold: Vec<RoomLine> = lines.filter(is_untold).cloned().collect();
        if let Some(last) = untold.last() {
            queue.untold = last.id;
        }
        for line in untold {
            if let Audience::Operator(name) = &line.to {
                let from = self.domain.operator(name);
                let words = self.speech.saying(Saying::Nobody);
                self.say(stanza::message(&from, &self.jid, &words));
            }
        }
    }
}
