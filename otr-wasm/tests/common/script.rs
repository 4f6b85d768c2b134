//! One end of a conversation in writing: what comes in, and everything that comes of it.
//!
//! ```text
//! what it shows
//! expect: encrypted | finished | plaintext | refused, and why
//! versions: 2, 3 or 23
//!
//! receive LINE                  or    call VERB ARGUMENTS
//!   send LINE                         what comes of it
//!   event OUTCOME
//!   refused REASON
//! ```
//!
//! The end is Bob with random numbers from the seed 100, so that he writes the same each time. In lines, `\n`,
//! `\t` and `\\` stand for themselves.

use std::sync::Arc;

use otr_wasm::{Conversation, Identity, Misuse, Outcome, Output, Policy, State, Timestamp};

use super::{
    rng::{SeededRng, rng},
    tag,
};

/// Bob's end, and what is written of it so far.
pub(crate) struct Script {
    conversation: Conversation,
    rng: SeededRng,
    now: u64,
    refusal: Option<String>,
    written: String,
}

impl Script {
    /// `versions`: 2, 3 or 23.
    pub(crate) fn new(versions: &str) -> Self {
        let policy = Policy {
            allow_v2: versions.contains('2'),
            allow_v3: versions.contains('3'),
            ..Policy::default()
        };
        let identity = Arc::new(Identity::generate(&mut rng(2)));
        Self {
            conversation: Conversation::new(identity, tag(0xb0b), policy),
            rng: rng(100),
            now: 1000,
            refusal: None,
            written: String::new(),
        }
    }

    /// Does what a line says, writes it down, and what comes of it: the lines to send.
    pub(crate) fn step(&mut self, input: &str) -> Vec<String> {
        self.written.push_str(&format!("\n{input}\n"));
        self.refusal = None;
        let done = match input.split_once(' ') {
            Some(("receive", line)) => self.receive(&unescaped(line)),
            Some(("call", call)) => self.call(call).map_err(|misuse| misuse.to_string()),
            _ => Err(format!("{input:?} is no step")),
        };
        let output = done.unwrap_or_else(|reason| {
            self.write("refused", &reason);
            self.refusal = Some(reason);
            Output::default()
        });
        for outcome in &output.outcomes {
            self.write("event", &shown(outcome));
        }
        for line in &output.send {
            self.write("send", &escaped(line));
        }
        output.send
    }

    fn receive(&mut self, line: &str) -> Result<Output, String> {
        let now = Timestamp::from_secs(self.now);
        self.conversation
            .receive(line, now, &mut self.rng)
            .or_else(|rejected| {
                let Some(reply) = rejected.reply else {
                    return Err(rejected.reason.to_string());
                };
                let reason = rejected.reason.to_string();
                self.write("refused", &reason);
                self.refusal = Some(reason);
                Ok(Output {
                    send: vec![reply],
                    outcomes: Vec::new(),
                })
            })
    }

    fn call(&mut self, call: &str) -> Result<Output, Misuse> {
        let now = Timestamp::from_secs(self.now);
        let (bob, rng) = (&mut self.conversation, &mut self.rng);
        match call.split_once(' ').unwrap_or((call, "")) {
            ("query", _) => bob.query(),
            ("begin", _) => bob.begin(rng),
            ("send", text) => bob.send(&unescaped(text), &[], now, rng),
            ("ask", secret) => bob.start_smp(secret.as_bytes(), None, now, rng),
            ("answer", secret) => bob.answer_smp(secret.as_bytes(), now, rng),
            ("extra-key", context) => bob
                .extra_key(1, context.as_bytes(), now, rng)
                .map(|(_, output)| output),
            ("wait", seconds) => {
                self.now += seconds.parse::<u64>().unwrap();
                Ok(Output::default())
            }
            _ => Ok(bob.end(now, rng)),
        }
    }

    /// What is to stand in the head.
    pub(crate) fn expected(&self) -> String {
        let state = match self.conversation.state() {
            State::Plaintext => "plaintext",
            State::Encrypted { .. } => "encrypted",
            State::Finished => "finished",
        };
        self.refusal
            .as_ref()
            .map_or(state.to_owned(), |reason| format!("refused, {reason}"))
    }

    /// All that has been written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    fn write(&mut self, what: &str, content: &str) {
        self.written.push_str(&format!("  {what} {content}\n"));
    }
}

/// An outcome in a line; a key with its digits.
fn shown(outcome: &Outcome) -> String {
    if let Outcome::ExtraKey {
        usage,
        context,
        key,
    } = outcome
    {
        let digits: String = key.as_bytes().iter().map(|b| format!("{b:02x}")).collect();
        return format!("ExtraKey {usage} {context:?} {digits}");
    }
    format!("{outcome:?}")
}

pub(crate) fn escaped(line: &str) -> String {
    line.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
}

fn unescaped(line: &str) -> String {
    let mut chars = line.chars();
    let mut plain = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next().map(|c| match c {
                'n' => '\n',
                't' => '\t',
                other => other,
            })),
            other => plain.push(other),
        }
    }
    plain
}
