//! The Durable Object: event in, effects out, each effect to where it belongs.
//!
//! What the runtime tells of sockets comes in through methods of our own, not those of the `worker` crate: a frame is
//! measured while it is a value of JavaScript, so that one that is too long is never copied, and a frame that sets no
//! alarm is done without a promise.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use std::cell::{RefCell, RefMut};
use std::collections::VecDeque;
use std::rc::Rc;

use durable_queue::from_directory::{Dismissal, FromDirectory, QueueConfig};
use durable_queue::reading::NoEvent;
use durable_queue::{ConnectionId, Effect, Event, Letter, Queue, StoredConfig};
use hushdesk_edge::outbox::{self, Delivery};
use hushdesk_edge::{Alarm, ObjectDatabase, now, random};
use hushdesk_protocol::frames::{About, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_protocol::limits::FRAME_BYTES_MAX;
use hushdesk_protocol::{close, strict};
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, WebSocket, console_error,
    durable_object,
};

use crate::attachment::{Attachment, Standing, Visitor};
use crate::intake::{self, Unread};
use crate::letters::{self, Envelope};
use crate::lines::Lines;
use crate::liveness::{self, IDLE_LOOK_MILLIS, LOOK_MILLIS};
use crate::object_name::ObjectName;
use crate::pace::Paces;
use crate::routes::{CONFIG_HEADER, DESK, GUEST, LETTER, NO_ROOM, STAFFED, Staffed, TELL};
use crate::storage::Writer;
use crate::{sockets, storage};

/// The Durable Object of one queue.
#[durable_object(fetch)]
pub struct QueueObject {
    state: State,
    env: Env,
    /// The queue, once this wake-up has needed it.
    queue: RefCell<Option<Queue>>,
    lines: Lines,
    paces: RefCell<Paces>,
    alarm: Rc<Alarm>,
    writer: Writer,
}

impl DurableObject for QueueObject {
    fn new(state: State, env: Env) -> Self {
        if let Err(error) = sockets::answer_heartbeats(&state) {
            console_error!("heartbeats will not be answered: {error}");
        }
        let writer = Writer::new(&state.storage());
        Self {
            state,
            env,
            queue: RefCell::default(),
            lines: Lines::default(),
            paces: RefCell::default(),
            alarm: Rc::default(),
            writer,
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.path().as_str() {
            GUEST => match Visitor::guest(request.headers())? {
                Some(guest) => self.accept(&request, guest).await,
                None => Response::error("what may be opened cannot be read", 400),
            },
            DESK => match Visitor::operator(request.headers())? {
                Some(operator) => self.accept(&request, operator).await,
                None => Response::error("the request does not say which operator", 403),
            },
            STAFFED => {
                let staffed = self.with_queue(|queue| Ok(queue.is_staffed()))?;
                Response::from_json(&Staffed { staffed })
            }
            TELL => {
                self.told(strict::from_str(&request.text().await?)?)?;
                self.arm(None).await?;
                Response::empty()
            }
            LETTER => {
                let envelope = serde_json::from_str(&request.text().await?)?;
                self.letter_came(envelope).await
            }
            _ => Response::error("nothing has this address", 404),
        }
    }
}

#[wasm_bindgen]
impl QueueObject {
    /// A client has sent something.
    #[wasm_bindgen(js_name = webSocketMessage)]
    pub fn web_socket_message(
        &self,
        socket: worker::web_sys::WebSocket,
        message: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        Ok(self.heard(&socket.into(), message)?)
    }

    /// A client has closed its socket.
    #[wasm_bindgen(js_name = webSocketClose)]
    pub fn web_socket_close(
        &self,
        socket: worker::web_sys::WebSocket,
    ) -> std::result::Result<JsValue, JsValue> {
        let socket = socket.into();
        // Older compatibility dates leave the closing handshake to us.
        sockets::close_socket(&socket, 1000, "");
        Ok(self.lost(&socket)?)
    }

    /// A socket is of no use any more.
    #[wasm_bindgen(js_name = webSocketError)]
    pub fn web_socket_error(
        &self,
        socket: worker::web_sys::WebSocket,
    ) -> std::result::Result<JsValue, JsValue> {
        Ok(self.lost(&socket.into())?)
    }

    /// The alarm rings.
    #[wasm_bindgen(js_name = alarm)]
    pub fn on_alarm(&self) -> std::result::Result<JsValue, JsValue> {
        self.alarm.rings();
        self.handle(Event::Tick)?;
        let look = liveness::look(&self.state, &self.lines, now())?;
        let next_after = look.next_after(now());
        for connection in look.dead {
            self.handle(Event::Disconnected { connection })?;
        }
        Ok(self.arm_later(next_after)?)
    }
}

impl QueueObject {
    async fn accept(&self, request: &Request, visitor: Visitor) -> Result<Response> {
        if request
            .headers()
            .get("upgrade")?
            .is_none_or(|value| value != "websocket")
        {
            return Response::error("this address speaks WebSocket only", 426);
        }
        self.configure(request)?;
        if !sockets::has_room(&self.lines, &visitor)? {
            return Response::error("there are as many sockets as there may be", NO_ROOM);
        }
        let connection = ConnectionId(random::long_word()?);
        let attachment = Attachment::new(connection, visitor, now());
        let response = sockets::accept(&self.state, &self.lines, attachment)?;
        let at = now().plus(LOOK_MILLIS);
        let storage = self.state.storage();
        self.alarm.ring_by(&storage, at, now()).await?;
        Ok(response)
    }

    /// Takes note of what the Worker says of this queue.
    fn configure(&self, request: &Request) -> Result<()> {
        match request.headers().get(CONFIG_HEADER)? {
            Some(json) => self.set(serde_json::from_str(&json)?),
            None => self.with_queue(|_| Ok(())),
        }
    }

    fn set(&self, config: QueueConfig) -> Result<()> {
        let name = self.name()?;
        let config = StoredConfig {
            organisation: Some(name.organisation),
            name: Some(name.queue),
            settings: config.settings,
            version: config.version,
            queues: config.queues,
        };
        let is_new = self.with_queue(|queue| Ok(*queue.config() != config))?;
        if is_new {
            self.handle(Event::Configured(Box::new(config)))?;
        }
        Ok(())
    }

    /// The organisation's directory tells something, perhaps not for the first time.
    fn told(&self, delivery: Delivery<FromDirectory>) -> Result<()> {
        // The tables may have to be made.
        self.with_queue(|_| Ok(()))?;
        let database = ObjectDatabase::of(&self.state.storage());
        outbox::once(&database, delivery, |says| match says {
            FromDirectory::Configure(config) => self.set(config),
            FromDirectory::Dismiss(gone) => self.dismiss(&gone),
        })
    }

    /// What let some sockets in is gone: they are closed.
    fn dismiss(&self, who: &Dismissal) -> Result<()> {
        for line in self.lines.all()? {
            let Some(code) = line.attachment.visitor.dismissed_by(who) else {
                continue;
            };
            if line.attachment.standing != Standing::Gone {
                let connection = line.attachment.connection;
                let reason = "what let this socket in is gone";
                sockets::dismiss(&self.lines, connection, code, reason);
                self.handle(Event::Disconnected { connection })?;
            }
        }
        Ok(())
    }

    async fn letter_came(&self, Envelope { from, letter }: Envelope) -> Result<Response> {
        let letter = Box::new(letter);
        self.handle(Event::Letter { from, letter })?;
        self.arm(None).await?;
        Response::empty()
    }

    /// Sends a letter after what is stored. Should it not come, the queue says it again.
    fn post(&self, to: QueueName, letter: Letter) -> Result<()> {
        let name = self.name()?;
        let (env, to) = (self.env.clone(), name.beside(to));
        let from = name.queue;
        self.state.wait_until(async move {
            if let Err(error) = letters::post(&env, &to, &Envelope { from, letter }).await {
                console_error!("a letter did not come: {error}");
            }
        });
        Ok(())
    }

    /// What this object is called.
    fn name(&self) -> Result<ObjectName> {
        let name = self.state.id().name();
        let name = name.and_then(|name| name.parse().ok());
        name.ok_or_else(|| Error::RustError("the object has no name of a queue".to_owned()))
    }

    fn heard(&self, socket: &WebSocket, message: &JsValue) -> Result<JsValue> {
        let Some(from) = self.lines.attachment(socket)? else {
            sockets::close_socket(socket, close::FAILED, "the socket is not known");
            return Ok(JsValue::UNDEFINED);
        };
        if from.standing == Standing::Gone {
            return Ok(JsValue::UNDEFINED);
        }
        let connection = from.connection;
        if from.visitor.is_over(now()) {
            return self.end(connection, close::SIGNED_OUT, "the session is over");
        }
        let waits = self.with_queue(|queue| Ok(queue.is_unanswered(connection)))?;
        if !self.paces()?.count_frame(&from, waits, now()) {
            return self.end(
                connection,
                close::TOO_FAST,
                "too many frames; connect again",
            );
        }
        let read = match measured(message) {
            Ok(text) => intake::read(&text, &from),
            Err(unread) => Err(unread),
        };
        match read.and_then(|event| self.check_pace(event, &from, waits)) {
            Ok(Some(event)) => {
                let event = with_random(event)?;
                if let Err(error) = self.handle(event) {
                    console_error!("an event was not kept: {error}");
                    let reason = "the edge failed; connect again";
                    return self.end(connection, close::FAILED, reason);
                }
                self.arm_later(None)
            }
            Ok(None) => Ok(JsValue::UNDEFINED),
            Err(unread) => self.refuse(socket, &from, unread),
        }
    }

    /// The event, if it does not come too fast; nothing, if it is dropped.
    fn check_pace(
        &self,
        event: Event,
        from: &Attachment,
        waits: bool,
    ) -> std::result::Result<Option<Event>, Unread> {
        let Ok(mut paces) = self.paces.try_borrow_mut() else {
            return Ok(None);
        };
        if !paces.count_typing(&event, now()) {
            return Ok(None);
        }
        let counted = if waits {
            paces.count_bytes(&event, from, now())
        } else {
            Ok(())
        };
        match counted {
            Ok(()) => Ok(Some(event)),
            Err(wait_millis) => Err(intake::too_fast(&event, from, wait_millis)),
        }
    }

    /// Tells a client that what it sent is no event.
    fn refuse(&self, socket: &WebSocket, from: &Attachment, unread: Unread) -> Result<JsValue> {
        let connection = from.connection;
        let tell = |about, refusal| tell_refused(socket, &from.visitor, about, refusal);
        match unread {
            Unread::TooLong => self.end(connection, close::TOO_LONG, "the frame is too long"),
            Unread::NotText => {
                tell(About::Socket, Refusal::Malformed)?;
                self.end(connection, close::NOT_TEXT, "the frame is no text")
            }
            Unread::No(about, NoEvent::Refused(refusal)) => {
                tell(about, refusal)?;
                Ok(JsValue::UNDEFINED)
            }
            Unread::No(about, NoEvent::Hopeless(refusal)) => {
                tell(about, refusal)?;
                self.end(connection, close::REFUSED, "the first frame was refused")
            }
        }
    }

    /// Closes a socket, behind which nobody is any more.
    fn end(&self, connection: ConnectionId, code: u16, reason: &str) -> Result<JsValue> {
        sockets::dismiss(&self.lines, connection, code, reason);
        self.paces()?.forget(connection);
        self.handle(Event::Disconnected { connection })?;
        self.arm_later(None)
    }

    fn lost(&self, socket: &WebSocket) -> Result<JsValue> {
        if let Some(attachment) = self.lines.attachment(socket)? {
            let connection = attachment.connection;
            self.paces()?.forget(connection);
            self.handle(Event::Disconnected { connection })?;
            self.lines.forget(connection)?;
        }
        self.arm_later(None)
    }

    /// Hands an event to the queue, stores what it says, then does what it says.
    fn handle(&self, event: Event) -> Result<()> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let effects = self.with_queue(|queue| {
                let effects = queue.handle(event, now());
                self.writer.write(&effects)?;
                Ok(effects)
            })?;
            for effect in effects {
                if let Some(connection) = self.carry_out(effect) {
                    events.push_back(Event::Disconnected { connection });
                }
            }
        }
        Ok(())
    }

    /// Does what an effect says. Gives the socket if it turned out to be of no use any more.
    fn carry_out(&self, effect: Effect) -> Option<ConnectionId> {
        let (connection, done) = match effect {
            Effect::Store(_) | Effect::Forget(_) => return None,
            Effect::Post { to, letter } => {
                if let Err(error) = self.post(to, *letter) {
                    console_error!("a letter was not sent: {error}");
                }
                return None;
            }
            Effect::Admit { connection, end } => {
                (connection, sockets::admit(&self.lines, connection, end))
            }
            Effect::ToGuest { connection, frame } => {
                (connection, sockets::send(&self.lines, connection, &frame))
            }
            Effect::ToOperator { connection, frame } => {
                (connection, sockets::send(&self.lines, connection, &frame))
            }
            Effect::Close { connection, why } => {
                sockets::close(&self.lines, connection, why);
                return None;
            }
        };
        done.err().map(|_| {
            sockets::dismiss(&self.lines, connection, close::FAILED, "connect again");
            connection
        })
    }

    fn paces(&self) -> Result<RefMut<'_, Paces>> {
        self.paces.try_borrow_mut().map_err(busy)
    }

    /// Lets somebody use the queue, which is read from the storage if this wake-up has not done so. If the use
    /// fails, what is in memory may be ahead of what is stored, and is thrown away.
    fn with_queue<T>(&self, use_it: impl FnOnce(&mut Queue) -> Result<T>) -> Result<T> {
        let mut slot = self.queue.try_borrow_mut().map_err(busy)?;
        let queue = match &mut *slot {
            Some(queue) => queue,
            empty @ None => empty.insert(self.wake()?),
        };
        let used = use_it(queue);
        if used.is_err() {
            *slot = None;
        }
        used
    }

    /// The queue as it was stored, with the sockets that outlived the pause. One that has just been closed is not listed
    /// any more; whoever is told of its end has made it known.
    fn wake(&self) -> Result<Queue> {
        let mut queue = Queue::restore(storage::load(&ObjectDatabase::of(&self.state.storage()))?);
        self.lines.learn_all(self.state.get_websockets())?;
        let mut lines = self.lines.all()?;
        lines.sort_by_key(|line| line.attachment.opened);
        let connections = lines.iter().filter_map(|line| line.attachment.admitted());
        let connections = connections.collect();
        let effects = queue.handle(Event::Woke { connections }, now());
        self.writer.write(&effects)?;
        for effect in effects {
            // A socket that fails here is found dead by the next look.
            self.carry_out(effect);
        }
        Ok(queue)
    }

    /// When the alarm has to ring: for what the queue waits for, and for the next look at who is there: after
    /// `look_after` at the latest.
    fn rings_at(&self, look_after: Option<u64>) -> Result<Option<Timestamp>> {
        self.with_queue(|queue| {
            let quick = queue.has_running_chats().then_some(LOOK_MILLIS);
            let idle = queue.has_seats().then_some(IDLE_LOOK_MILLIS);
            let look = [quick, idle, look_after].into_iter().flatten().min();
            let look = look.map(|millis| now().plus(millis));
            Ok(queue.next_deadline().into_iter().chain(look).min())
        })
    }

    /// Arms the alarm.
    async fn arm(&self, look_after: Option<u64>) -> Result<()> {
        match self.rings_at(look_after)? {
            Some(at) => {
                let storage = self.state.storage();
                self.alarm.ring_by(&storage, at, now()).await
            }
            None => Ok(()),
        }
    }

    /// The same: gives a promise for the runtime to wait for, if there is something to wait for.
    fn arm_later(&self, look_after: Option<u64>) -> Result<JsValue> {
        let at = self.rings_at(look_after)?;
        let at = at.filter(|at| !self.alarm.will_ring_by(*at, now()));
        let Some(at) = at else {
            return Ok(JsValue::UNDEFINED);
        };
        let (alarm, storage) = (Rc::clone(&self.alarm), self.state.storage());
        let armed = future_to_promise(async move {
            alarm.ring_by(&storage, at, now()).await?;
            Ok(JsValue::UNDEFINED)
        });
        Ok(armed.into())
    }
}

/// The text of a frame, if it is one and may be as long.
fn measured(message: &JsValue) -> std::result::Result<String, Unread> {
    let text: &JsString = message.dyn_ref().ok_or(Unread::NotText)?;
    // Of its UTF-16 units each is at least a byte.
    let units = usize::try_from(text.length()).unwrap_or(usize::MAX);
    if units > FRAME_BYTES_MAX {
        return Err(Unread::TooLong);
    }
    Ok(text.into())
}

/// With random bits, if that is what it needs.
fn with_random(mut event: Event) -> Result<Event> {
    if let Event::GuestOpened { opened, .. } = &mut event {
        opened.random = random::word()?;
    }
    Ok(event)
}

fn busy(_: std::cell::BorrowMutError) -> Error {
    Error::RustError("the queue was entered twice".to_owned())
}

fn tell_refused(
    socket: &WebSocket,
    visitor: &Visitor,
    about: About,
    refusal: Refusal,
) -> Result<()> {
    match visitor {
        Visitor::Guest { .. } => socket.send(&ToGuest::Refused { about, refusal }),
        Visitor::Operator { .. } => socket.send(&ToOperator::Refused { about, refusal }),
    }
}
