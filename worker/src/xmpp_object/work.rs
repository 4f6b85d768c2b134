//! What is to be done, one thing after the other: events to the session, its effects to where they belong.

use std::rc::Rc;

use getrandom::SysRng;
use hushdesk_edge::now;
use hushdesk_xmpp::bosh::{Bosh, Ended, Outcome, Ticket};
use hushdesk_xmpp::pulse::Beat;
use hushdesk_xmpp::{Effect, Event, websocket};
use rand_core::UnwrapErr;
use wasm_bindgen_futures::spawn_local;
use worker::console_error;

use super::connection::{Carrier, Connection};

/// Something to be done.
pub(super) enum Work {
    /// The session hears of this.
    Event(Event),
    /// What came of a request.
    Outcome(Outcome),
    /// It is looked whether the program is still there.
    Look,
    /// It is over, once what came before has been done.
    End(Ended),
}

impl Connection {
    /// Does it all, and what comes of it.
    pub(super) fn work_through(self: &Rc<Self>, work: Vec<Work>) {
        if let Some(waiting) = self.work.borrow_mut().as_mut() {
            return waiting.extend(work);
        }
        self.work.replace(Some(work));
        loop {
            let next = self
                .work
                .borrow_mut()
                .as_mut()
                .and_then(|work| (!work.is_empty()).then(|| work.remove(0)));
            match next {
                Some(work) => self.work(work),
                None => {
                    let settled = self.with_bosh(|bosh| bosh.settle(now()));
                    let settled = settled.unwrap_or_default();
                    if settled.is_empty() {
                        break;
                    }
                    self.add(settled.into_iter().map(Work::Outcome));
                }
            }
        }
        self.work.replace(None);
    }

    fn add(&self, more: impl Iterator<Item = Work>) {
        if let Some(work) = self.work.borrow_mut().as_mut() {
            work.extend(more);
        }
    }

    fn work(self: &Rc<Self>, work: Work) {
        match work {
            Work::Event(event) if !self.is_over.get() => {
                let rng = &mut UnwrapErr(SysRng);
                let effects = self.session.borrow_mut().handle(event, now(), rng);
                effects
                    .into_iter()
                    .for_each(|effect| self.carry_out(effect));
            }
            Work::Event(_) => {}
            Work::Outcome(outcome) => self.follow(outcome),
            Work::Look => {
                let is_silent = self.with_bosh(|bosh| bosh.is_silent(now())) == Some(true);
                if is_silent || self.feel_pulse() == Beat::Gone {
                    self.end(Ended::StreamError("connection-timeout"));
                }
            }
            Work::End(ended) => self.end(ended),
        }
    }

    fn follow(self: &Rc<Self>, outcome: Outcome) {
        match outcome {
            Outcome::Said(stanza) => self.add_event(Event::Said(stanza)),
            Outcome::Restarted => self.add_event(Event::Opened),
            Outcome::Received(upto) => self.add_event(Event::Received(upto)),
            Outcome::Closed => self.add_end(Ended::Terminated),
            Outcome::Answer(ticket, text) => self.answer(ticket, text),
        }
    }

    fn add_event(&self, event: Event) {
        self.add(std::iter::once(Work::Event(event)));
    }

    /// Behind what is still to be said to queues: it goes out first.
    fn add_end(&self, ended: Ended) {
        self.add(std::iter::once(Work::End(ended)));
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Say(stanza) => self.say(stanza),
            Effect::FindCredentials(name) => {
                let connection = Rc::clone(self);
                spawn_local(async move { connection.find_credentials(name).await });
            }
            Effect::SignIn(name, password) => {
                let connection = Rc::clone(self);
                spawn_local(async move { connection.sign_in(name, &password).await });
            }
            Effect::Dial(queue) => {
                let connection = Rc::clone(self);
                spawn_local(async move { connection.dial(queue).await });
            }
            Effect::HangUp(queue) => self.hang_up(&queue),
            Effect::Send(queue, frame) => self.send(&queue, &frame),
            Effect::File(chat, category) => {
                let connection = Rc::clone(self);
                spawn_local(async move { connection.file(chat, &category).await });
            }
            Effect::Fail(condition) => self.add_end(Ended::StreamError(condition)),
        }
    }

    fn say(&self, stanza: String) {
        match &mut *self.carrier.borrow_mut() {
            Carrier::Polls { bosh, .. } => {
                bosh.say(stanza);
            }
            Carrier::Socket(socket, pulse) => {
                pulse.says();
                if let Err(error) = socket.send_with_str(stanza) {
                    console_error!("xmpp: a stanza was not sent: {error}");
                }
            }
        }
    }

    fn answer(&self, ticket: Ticket, text: String) {
        if let Carrier::Polls { waiting, .. } = &mut *self.carrier.borrow_mut()
            && let Some(answer) = waiting.remove(&ticket)
        {
            // Whoever asked may be gone.
            answer.send(text).ok();
        }
    }

    fn with_bosh<T>(&self, act: impl FnOnce(&mut Bosh) -> T) -> Option<T> {
        match &mut *self.carrier.borrow_mut() {
            Carrier::Polls { bosh, .. } => Some(act(bosh)),
            Carrier::Socket(..) => None,
        }
    }

    /// What carries the stanzas is gone or broken.
    pub(super) fn finish(self: &Rc<Self>, ended: Ended) {
        self.work_through(vec![Work::End(ended)]);
    }

    /// It is over: the program is told, the lines are closed, and nobody is signed in by it any more.
    fn end(self: &Rc<Self>, ended: Ended) {
        if self.is_over.replace(true) {
            return;
        }
        if let Some(outcomes) = self.with_bosh(|bosh| bosh.end(ended, now())) {
            self.add(outcomes.into_iter().map(Work::Outcome));
        }
        if let Carrier::Socket(socket, _) = &*self.carrier.borrow() {
            if let Ended::StreamError(condition) = ended {
                socket
                    .send_with_str(websocket::stream_error(condition))
                    .ok();
            }
            socket.send_with_str(websocket::close()).ok();
            socket.close(Some(1000), Some("")).ok();
        }
        self.hang_up_all();
        let connection = Rc::clone(self);
        spawn_local(async move { connection.sign_out().await });
    }
}
