//! Commands in, events out.

use std::{
    fs::OpenOptions,
    io::Write,
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use getrandom::{SysRng, rand_core::UnwrapErr};
use otr_wasm::{
    Conversation, Half, Identity, InstanceTag, Outcome, Output, SmpEvent, State, Timestamp, Tlv,
    key_file::{Account, read_libotr, write_libotr},
};

use crate::options::{Options, longest_line, policy};

/// One end of a conversation.
pub(crate) struct Peer {
    conversation: Conversation,
    rng: UnwrapErr<SysRng>,
    /// Seconds the clock was moved forward.
    clock: u64,
    shown_state: String,
    events: Vec<String>,
}

impl Peer {
    pub(crate) fn new(options: Options) -> Result<Self> {
        let mut rng = UnwrapErr(SysRng);
        let identity = load_key(&options, &mut rng)?;
        let tag = options
            .tag
            .unwrap_or_else(|| InstanceTag::generate(&mut rng));
        let conversation = Conversation::new(identity, tag, options.policy);
        let shown_state = state_line(&conversation);
        Ok(Self {
            conversation,
            rng,
            clock: 0,
            shown_state,
            events: Vec::new(),
        })
    }

    pub(crate) fn ready(&self) -> String {
        let fingerprint = self.conversation.identity().fingerprint().to_hex();
        let tag = self.conversation.our_tag();
        format!(
            "READY otr-wasm {} {fingerprint} {tag}",
            env!("CARGO_PKG_VERSION")
        )
    }

    /// Carries out a command: its events.
    pub(crate) fn command(&mut self, line: &str) -> Vec<String> {
        let words: Vec<&str> = line.split(' ').collect();
        if let Err(error) = self.try_command(&words) {
            self.events.push(format!("ERR {error}"));
        }
        if let ["SYNC", ..] = words.as_slice() {
            let state = state_line(&self.conversation);
            if state != self.shown_state {
                self.shown_state.clone_from(&state);
                self.events.push(state);
            }
            self.events.push(line.to_owned());
        }
        std::mem::take(&mut self.events)
    }

    fn try_command(&mut self, words: &[&str]) -> Result<()> {
        let now = self.now()?;
        match *words {
            ["RECV", line] => self.receive(&text(line)?, now),
            ["SEND", line] => self.send(&text(line)?, &[], now)?,
            ["SENDTLV", kind, value, line] => {
                let tlv = Tlv::new(kind.parse()?, bytes(value)?)?;
                self.send(&text(line)?, &[tlv], now)?;
            }
            ["QUERY"] => {
                let output = self.conversation.query()?;
                self.take(output);
            }
            ["SMP-START", secret] => self.start_smp(&bytes(secret)?, None, now)?,
            ["SMP-START", secret, question] => {
                self.start_smp(&bytes(secret)?, Some(&text(question)?), now)?;
            }
            ["SMP-ANSWER", secret] => {
                let output = self
                    .conversation
                    .answer_smp(&bytes(secret)?, now, &mut self.rng)?;
                self.take(output);
            }
            ["SMP-ABORT"] => {
                let output = self.conversation.abort_smp(now, &mut self.rng)?;
                self.take(output);
            }
            ["EXTRAKEY", usage] => self.extra_key(usage.parse()?, &[], now)?,
            ["EXTRAKEY", usage, context] => {
                self.extra_key(usage.parse()?, &bytes(context)?, now)?;
            }
            ["END"] => {
                let output = self.conversation.end(now, &mut self.rng);
                self.take(output);
            }
            ["MAXSIZE", length] => {
                let mut policy = self.conversation.policy().clone();
                policy.longest_line = longest_line(length)?;
                self.conversation.set_policy(policy);
            }
            ["POLICY", list] => {
                let policy = policy(list, self.conversation.policy())?;
                self.conversation.set_policy(policy);
            }
            ["CLOCK", seconds] => self.clock += seconds.parse::<u64>()?,
            ["SYNC", _] | [""] => {}
            _ => self.tell(words)?,
        }
        Ok(())
    }

    /// Prints what was asked for.
    fn tell(&mut self, words: &[&str]) -> Result<()> {
        let line = match *words {
            ["FINGERPRINT"] => {
                format!(
                    "FINGERPRINT {}",
                    self.conversation.identity().fingerprint().to_hex()
                )
            }
            ["SSID"] => ssid_line(&self.conversation)?,
            ["INSTAG"] => {
                let theirs = self.conversation.their_tag().map_or(0, InstanceTag::number);
                format!("INSTAG {} {theirs:08x}", self.conversation.our_tag())
            }
            ["STATE"] => state_line(&self.conversation),
            _ => bail!("bad-command {}", words.join(" ")),
        };
        self.events.push(line);
        Ok(())
    }

    fn receive(&mut self, line: &str, now: Timestamp) {
        match self.conversation.receive(line, now, &mut self.rng) {
            Ok(output) => self.take(output),
            Err(rejected) => {
                self.events
                    .push(format!("EVENT rejected {}", encode(rejected.to_string())));
                self.events
                    .extend(rejected.reply.map(|line| format!("WIRE {}", encode(line))));
            }
        }
    }

    fn send(&mut self, text: &str, tlvs: &[Tlv], now: Timestamp) -> Result<()> {
        let output = self.conversation.send(text, tlvs, now, &mut self.rng)?;
        self.take(output);
        Ok(())
    }

    fn start_smp(&mut self, secret: &[u8], question: Option<&str>, now: Timestamp) -> Result<()> {
        let output = self
            .conversation
            .start_smp(secret, question, now, &mut self.rng)?;
        self.take(output);
        Ok(())
    }

    fn extra_key(&mut self, usage: u32, context: &[u8], now: Timestamp) -> Result<()> {
        let (key, output) = self
            .conversation
            .extra_key(usage, context, now, &mut self.rng)?;
        self.take(output);
        self.events
            .push(extra_key_line("sent", usage, key.as_bytes(), context));
        Ok(())
    }

    fn take(&mut self, output: Output) {
        self.events
            .extend(output.outcomes.into_iter().map(outcome_line));
        self.events.extend(
            output
                .send
                .into_iter()
                .map(|line| format!("WIRE {}", encode(line))),
        );
    }

    fn now(&self) -> Result<Timestamp> {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH)?;
        Ok(Timestamp::from_secs(elapsed.as_secs() + self.clock))
    }
}

/// The first key of the file; a new one if there is no file.
fn load_key(options: &Options, rng: &mut UnwrapErr<SysRng>) -> Result<Arc<Identity>> {
    let Some(path) = &options.key else {
        return Ok(Arc::new(Identity::generate(rng)));
    };
    if path.exists() {
        let accounts = read_libotr(&std::fs::read_to_string(path)?, rng)?;
        let first = accounts
            .usable
            .into_iter()
            .next()
            .context("a key file without keys")?;
        return Ok(first.identity);
    }
    let identity = Arc::new(Identity::generate(rng));
    let account = Account {
        name: "peer".to_owned(),
        protocol: "otrpeer".to_owned(),
        identity: Arc::clone(&identity),
    };
    write_for_us_alone(path, write_libotr(&[account]).as_bytes())?;
    Ok(identity)
}

/// Writes a file that nobody else may read.
fn write_for_us_alone(path: &Path, content: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(content)?;
    Ok(())
}

fn outcome_line(outcome: Outcome) -> String {
    match outcome {
        Outcome::Text(text) => format!("PLAIN {}", encode(text)),
        Outcome::Unencrypted {
            text,
            expected: true,
        } => format!("PLAIN {}", encode(text)),
        Outcome::Unencrypted {
            text,
            expected: false,
        } => {
            format!("EVENT rcvdmsg_unencrypted {}", encode(text))
        }
        Outcome::Encrypted { .. } => "EVENT gone_secure".to_owned(),
        Outcome::Finished => "EVENT finished".to_owned(),
        Outcome::Tlv(tlv) => format!("TLV {} {}", tlv.kind(), encode(tlv.value())),
        Outcome::Smp(event) => smp_line(event),
        Outcome::ExtraKey {
            usage,
            context,
            key,
        } => extra_key_line("rcvd", usage, key.as_bytes(), &context),
        Outcome::Queried { version } => format!("EVENT queried v{version}"),
        Outcome::PeerError(words) => format!("EVENT error {}", encode(words)),
        Outcome::Resent(text) => format!("EVENT resent {}", encode(text)),
    }
}

fn smp_line(event: SmpEvent) -> String {
    match event {
        SmpEvent::Asked { question: None } => "SMP asked".to_owned(),
        SmpEvent::Asked {
            question: Some(question),
        } => format!("SMP asked {}", encode(question)),
        SmpEvent::Verified => "SMP ok".to_owned(),
        SmpEvent::Failed => "SMP fail".to_owned(),
        SmpEvent::Aborted => "SMP abort".to_owned(),
        SmpEvent::Cheated => "SMP cheated".to_owned(),
    }
}

fn extra_key_line(direction: &str, usage: u32, key: &[u8], context: &[u8]) -> String {
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("EXTRAKEY {direction} {usage} {key} {}", encode(context))
}

fn state_line(conversation: &Conversation) -> String {
    match conversation.state() {
        State::Plaintext => "STATE plaintext - v0".to_owned(),
        State::Encrypted {
            fingerprint,
            version,
            ..
        } => {
            format!("STATE encrypted {} v{version}", fingerprint.to_hex())
        }
        State::Finished => "STATE finished - v0".to_owned(),
    }
}

fn ssid_line(conversation: &Conversation) -> Result<String> {
    let State::Encrypted { session, .. } = conversation.state() else {
        bail!("not-encrypted");
    };
    let half = match session.ours {
        Half::First => "first",
        Half::Second => "second",
    };
    Ok(format!("SSID {session} {half}"))
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64_STANDARD.encode(bytes)
}

fn bytes(word: &str) -> Result<Vec<u8>> {
    Ok(BASE64_STANDARD.decode(word)?)
}

/// A text; bytes that are not UTF-8 are replaced.
fn text(word: &str) -> Result<String> {
    Ok(String::from_utf8_lossy(&bytes(word)?).into_owned())
}
