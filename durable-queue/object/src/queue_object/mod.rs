//! The Durable Object: event in, effects out, each effect to where it belongs.
//!
//! What the runtime tells of sockets comes in through methods of our own, not those of the `worker` crate: a frame is
//! measured while it is a value of JavaScript, so that one that is too long is never copied, and a frame that sets no
//! alarm is done without a promise.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

mod effects;
mod frames;
mod metering;
mod others;
mod ringing;
mod telling;
mod wake;

use std::cell::RefCell;
use std::rc::Rc;

use durable_queue::{ConnectionId, Event, Queue, TokenHash};
use hushdesk_edge::metrics::{Counts, Metrics};
use hushdesk_edge::{Alarm, ObjectDatabase, now, panics, random};
use hushdesk_protocol::strict;
use wasm_bindgen::prelude::*;
use worker::{DurableObject, Env, Request, Response, Result, State, console_error, durable_object};

use crate::attachment::{Attachment, Visitor};
use crate::lines::Lines;
use crate::liveness::CHECK_MILLIS;
use crate::pace::Paces;
use crate::routes::{
    DESK, FORGET_TRANSCRIPT, GUEST, GuestOf, LETTER, MAY_MAIL, MAY_SURVEY, NO_ROOM, RATE, RatedBy,
    STAFFED, Staffed, TELL, TRANSCRIPT,
};
use crate::storage::Writer;
use crate::tellings::Tellings;
use crate::{liveness, sockets};

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
    tellings: Rc<Tellings<ObjectDatabase>>,
    /// Where counters are written, if anywhere.
    metrics: Option<Metrics>,
    counts: RefCell<Counts>,
}

impl DurableObject for QueueObject {
    fn new(state: State, env: Env) -> Self {
        panics::log_places_only();
        if let Err(error) = sockets::answer_heartbeats(&state) {
            console_error!("heartbeats will not be answered: {error}");
        }
        let tellings = Rc::new(Tellings::new(ObjectDatabase::of(&state.storage())));
        let writer = Writer::new(&state.storage(), Rc::clone(&tellings));
        let metrics = Metrics::bound(&env);
        Self {
            state,
            env,
            queue: RefCell::default(),
            lines: Lines::default(),
            paces: RefCell::default(),
            alarm: Rc::default(),
            writer,
            tellings,
            metrics,
            counts: RefCell::default(),
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
                let staffed = self.with_queue(|queue| {
                    Ok(Staffed {
                        staffed: queue.is_staffed(),
                        busy: queue.has_running_chats(),
                    })
                })?;
                Response::from_json(&staffed)
            }
            TELL => {
                self.directory_says(strict::from_str(&request.text().await?)?)?;
                self.arm(None).await?;
                Response::empty()
            }
            TRANSCRIPT => {
                let chat = serde_json::from_str(&request.text().await?)?;
                Response::from_json(&self.transcript(&chat)?)
            }
            FORGET_TRANSCRIPT => {
                let chat = serde_json::from_str(&request.text().await?)?;
                self.forget_transcript(&chat)
            }
            RATE => {
                let RatedBy {
                    chat,
                    token,
                    rating,
                } = strict::from_str(&request.text().await?)?;
                let token = TokenHash::of(&token);
                self.handle(Event::Rated {
                    chat,
                    token,
                    rating,
                })?;
                self.arm(None).await?;
                Response::empty()
            }
            MAY_SURVEY => {
                let GuestOf { chat, token } = strict::from_str(&request.text().await?)?;
                let token = TokenHash::of(&token);
                let may = self.with_queue(|queue| Ok(queue.may_survey(&chat, &token)))?;
                Response::from_json(&may)
            }
            MAY_MAIL => {
                let GuestOf { chat, token } = strict::from_str(&request.text().await?)?;
                let token = TokenHash::of(&token);
                let may = self.with_queue(|queue| Ok(queue.may_mail(&chat, &token)))?;
                Response::from_json(&may)
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
        Ok(self.frame_came(&socket.into(), message)?)
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
        Ok(self.socket_is_gone(&socket)?)
    }

    /// A socket is of no use any more.
    #[wasm_bindgen(js_name = webSocketError)]
    pub fn web_socket_error(
        &self,
        socket: worker::web_sys::WebSocket,
    ) -> std::result::Result<JsValue, JsValue> {
        Ok(self.socket_is_gone(&socket.into())?)
    }

    /// The alarm rings.
    #[wasm_bindgen(js_name = alarm)]
    pub fn on_alarm(&self) -> std::result::Result<JsValue, JsValue> {
        self.alarm.rings();
        if self.metrics.is_some() {
            let waits = |queue: &mut Queue| Ok((queue.next_deadline(), queue.left_since()));
            let (due, left_since) = self.with_queue(waits)?;
            self.measure_waits(due, left_since);
        }
        self.handle(Event::Tick)?;
        let check = liveness::check(&self.state, &self.lines, now())?;
        let next_after = check.next_after(now());
        for connection in check.dead {
            self.handle(Event::Disconnected { connection })?;
        }
        self.write_counts(true);
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
        let at = now().plus(CHECK_MILLIS);
        let storage = self.state.storage();
        self.alarm.ring_by(&storage, at, now()).await?;
        Ok(response)
    }
}
