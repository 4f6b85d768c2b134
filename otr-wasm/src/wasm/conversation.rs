//! Conversations: one alone, or one of those with a peer that has several clients.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{
    Result,
    identity::JsIdentity,
    options::{moment, policy, tag, whole},
    rng,
    shown::{object, refused, session_fields, set, shown},
};
use crate::{Conversation, InstanceTag, Instances, Misuse, Output, Policy, Sender, State, Tlv};

/// A conversation, by itself or as a part of [`JsInstances`].
#[wasm_bindgen(js_name = RawConversation)]
pub struct JsConversation(Place);

/// Where a conversation is.
enum Place {
    Alone(Box<Conversation>),
    Among(Rc<RefCell<Instances>>, Which),
}

/// Which of the conversations with a peer.
#[derive(Clone, Copy)]
enum Which {
    Whole,
    Best,
    Instance(InstanceTag),
}

/// All conversations with a peer.
#[wasm_bindgen(js_name = RawInstances)]
pub struct JsInstances(Rc<RefCell<Instances>>);

#[wasm_bindgen(js_class = RawInstances)]
impl JsInstances {
    /// `options`: the policy, and `instanceTag`.
    #[wasm_bindgen(constructor)]
    pub fn new(identity: &JsIdentity, options: &JsValue) -> Result<Self> {
        let policy = policy(Policy::default(), options)?;
        let instances = Instances::new(Arc::clone(&identity.0), tag(options)?, policy);
        Ok(Self(Rc::new(RefCell::new(instances))))
    }

    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(&self, options: &JsValue) -> Result<()> {
        let mut instances = self.0.borrow_mut();
        let policy = policy(instances.whole().policy().clone(), options)?;
        instances.set_policy(&policy);
        Ok(())
    }

    /// The answer's `instance` is the client's tag, or `null`.
    pub fn receive(&self, line: &str, now: f64) -> JsValue {
        let received = self.0.borrow_mut().receive(line, moment(now), &mut rng());
        let (sender, answer) = match received {
            Ok((sender, output)) => (sender, shown(output)),
            Err(rejected) => (Sender::Unnamed, refused(&rejected)),
        };
        let instance = match sender {
            Sender::Unnamed => JsValue::NULL,
            Sender::Instance(tag) => tag.number().into(),
        };
        set(&answer, "instance", &instance);
        answer
    }

    pub fn end(&self, now: f64) -> JsValue {
        shown(self.0.borrow_mut().end(moment(now), &mut rng()))
    }

    /// The conversation with the peer as a whole.
    pub fn whole(&self) -> JsConversation {
        self.conversation(Which::Whole)
    }

    /// The conversation to send with.
    pub fn best(&self) -> JsConversation {
        self.conversation(Which::Best)
    }

    /// Whether there is a conversation with this client.
    pub fn has(&self, tag: u32) -> bool {
        let mut instances = self.0.borrow_mut();
        InstanceTag::new(tag).is_some_and(|tag| instances.instance(tag).is_some())
    }

    /// The conversation with a client, if there is one whenever it is used.
    pub fn instance(&self, tag: u32) -> Option<JsConversation> {
        InstanceTag::new(tag).map(|tag| self.conversation(Which::Instance(tag)))
    }

    fn conversation(&self, which: Which) -> JsConversation {
        JsConversation(Place::Among(Rc::clone(&self.0), which))
    }
}

#[wasm_bindgen(js_class = RawConversation)]
impl JsConversation {
    /// `options`: the policy, and `instanceTag`.
    #[wasm_bindgen(constructor)]
    pub fn new(identity: &JsIdentity, options: &JsValue) -> Result<Self> {
        let policy = policy(Policy::default(), options)?;
        let conversation = Conversation::new(Arc::clone(&identity.0), tag(options)?, policy);
        Ok(Self(Place::Alone(Box::new(conversation))))
    }

    /// Takes over what `options` name, and leaves the rest as it is.
    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(&mut self, options: &JsValue) -> Result<()> {
        self.with(|conversation| {
            let policy = policy(conversation.policy().clone(), options)?;
            conversation.set_policy(policy);
            Ok(())
        })?
    }

    pub fn begin(&mut self) -> Result<JsValue> {
        self.call(|conversation| conversation.begin(&mut rng()))
    }

    pub fn query(&mut self) -> Result<JsValue> {
        self.call(|conversation| conversation.query())
    }

    /// A line that is refused is an event too.
    pub fn receive(&mut self, line: &str, now: f64) -> Result<JsValue> {
        self.with(
            |conversation| match conversation.receive(line, moment(now), &mut rng()) {
                Ok(output) => shown(output),
                Err(rejected) => refused(&rejected),
            },
        )
    }

    /// `kinds` and `values`: the records' types and bytes.
    pub fn send(
        &mut self,
        text: &str,
        kinds: &[f64],
        values: Vec<Uint8Array>,
        now: f64,
    ) -> Result<JsValue> {
        let mut tlvs = Vec::with_capacity(kinds.len());
        for (kind, value) in kinds.iter().zip(values) {
            let kind = whole("a record's type", *kind, 0..=u16::MAX.into())?;
            tlvs.push(Tlv::new(u16::try_from(kind)?, value.to_vec())?);
        }
        self.call(|conversation| conversation.send(text, &tlvs, moment(now), &mut rng()))
    }

    #[wasm_bindgen(js_name = startSmp)]
    pub fn start_smp(
        &mut self,
        secret: &[u8],
        question: Option<String>,
        now: f64,
    ) -> Result<JsValue> {
        let question = question.as_deref();
        self.call(|conversation| conversation.start_smp(secret, question, moment(now), &mut rng()))
    }

    #[wasm_bindgen(js_name = answerSmp)]
    pub fn answer_smp(&mut self, secret: &[u8], now: f64) -> Result<JsValue> {
        self.call(|conversation| conversation.answer_smp(secret, moment(now), &mut rng()))
    }

    #[wasm_bindgen(js_name = abortSmp)]
    pub fn abort_smp(&mut self, now: f64) -> Result<JsValue> {
        self.call(|conversation| conversation.abort_smp(moment(now), &mut rng()))
    }

    /// The answer's `key` is the key.
    #[wasm_bindgen(js_name = extraKey)]
    pub fn extra_key(&mut self, usage: f64, context: &[u8], now: f64) -> Result<JsValue> {
        let usage = whole("the extra key's use", usage, 0..=u32::MAX)?;
        let (key, output) = self.with(|conversation| {
            conversation.extra_key(usage, context, moment(now), &mut rng())
        })??;
        let answer = shown(output);
        let key = Uint8Array::from(&key.as_bytes()[..]);
        set(&answer, "key", &key.into());
        Ok(answer)
    }

    pub fn end(&mut self, now: f64) -> Result<JsValue> {
        self.call(|conversation| Ok(conversation.end(moment(now), &mut rng())))
    }

    /// `"plaintext"`, `"encrypted"` or `"finished"`.
    #[wasm_bindgen(getter)]
    pub fn state(&mut self) -> Result<String> {
        let state = self.with(|conversation| match conversation.state() {
            State::Plaintext => "plaintext",
            State::Encrypted { .. } => "encrypted",
            State::Finished => "finished",
        })?;
        Ok(state.to_owned())
    }

    /// `{ fingerprint, version, sessionId, ourHalf }` while encrypted.
    #[wasm_bindgen(getter)]
    pub fn session(&mut self) -> Result<JsValue> {
        self.with(|conversation| match conversation.state() {
            State::Encrypted {
                fingerprint,
                session,
                version,
            } => object(session_fields(fingerprint, version, session)),
            State::Plaintext | State::Finished => JsValue::NULL,
        })
    }

    #[wasm_bindgen(getter, js_name = instanceTag)]
    pub fn instance_tag(&mut self) -> Result<u32> {
        self.with(|conversation| conversation.our_tag().number())
    }

    #[wasm_bindgen(getter, js_name = theirInstanceTag)]
    pub fn their_instance_tag(&mut self) -> Result<Option<u32>> {
        self.with(|conversation| conversation.their_tag().map(InstanceTag::number))
    }

    fn call(
        &mut self,
        call: impl FnOnce(&mut Conversation) -> std::result::Result<Output, Misuse>,
    ) -> Result<JsValue> {
        Ok(shown(self.with(call)??))
    }

    /// Does something with the conversation, unless it is with a client that has had to go.
    fn with<T>(&mut self, act: impl FnOnce(&mut Conversation) -> T) -> Result<T> {
        match &mut self.0 {
            Place::Alone(conversation) => Ok(act(conversation)),
            Place::Among(instances, which) => {
                let mut instances = instances.borrow_mut();
                let conversation = match *which {
                    Which::Whole => Some(instances.whole()),
                    Which::Best => Some(instances.best()),
                    Which::Instance(tag) => instances.instance(tag),
                };
                let gone = || JsError::new("the conversation with this client is over");
                conversation.map(act).ok_or_else(gone)
            }
        }
    }
}
