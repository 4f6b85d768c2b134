//! A month of a library: how often each part of its day happens in it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::Options;
use super::usage::{Counted, Usage};

/// Days of a month.
pub(super) const DAYS: f64 = 30.0;

/// Hours for which an operator works without signing in again.
const SHIFT_HOURS: f64 = 8.0;

/// Seconds from one look of a queue at who is there to the next: while chats run, and while operators wait.
const LOOK_SECONDS: [f64; 2] = [8.0, 60.0];

/// Heartbeats that a client sends in a minute in which nothing else is said.
const HEARTBEATS: f64 = 6.0;

/// Times a minute that a page asks whether somebody is there.
const POLLS: f64 = 1.0;

/// Months of the archive that the statistics of one look at.
const COMPARED_MONTHS: f64 = 2.0;

/// The texts of the shorter and the longer chat that are counted.
const TEXTS: [f64; 2] = [2.0, 20.0];

/// What a part of a month takes.
pub(super) struct Part {
    pub(super) name: &'static str,
    /// Of what there may be more.
    pub(super) grows_with: &'static str,
    pub(super) usage: Usage,
}

/// The parts of a month.
pub(super) fn parts(day: &Day, load: &Options) -> Result<Vec<Part>> {
    let open = load.chats * load.open / 100.0;
    let sealed = load.chats - open;
    let texts = load.texts / load.chats;
    let (sealed_chat, sealed_text) = day.chat("sealed")?;
    let (open_chat, open_text) = day.chat("open")?;
    let minutes = load.hours * 60.0 * DAYS;
    // Chats that run at one time in one queue; how likely it is that there is one, if they come by chance (Poisson).
    let at_once = load.chats * load.minutes / minutes / load.queues;
    let busy = 1.0 - (-at_once).exp();
    let [running, waiting] = LOOK_SECONDS.map(|seconds| minutes * 60.0 / seconds * load.queues);
    let mails = open * load.mailed / 100.0;
    let beats = (load.operators * load.queues * minutes + load.chats * load.minutes) * HEARTBEATS;
    let part = |name, grows_with, usage| Part {
        name,
        grows_with,
        usage,
    };
    Ok(vec![
        part(
            "sealed chats without their texts",
            "chats",
            &sealed_chat * sealed,
        ),
        part("open chats without their texts", "chats", &open_chat * open),
        part(
            "texts of sealed chats",
            "texts",
            &sealed_text * (sealed * texts),
        ),
        part("texts of open chats", "texts", &open_text * (open * texts)),
        part(
            "mailed transcripts",
            "mails",
            (&day.usage("mail")? * mails).with_mails(mails),
        ),
        part(
            "looks at who is there, while chats run",
            "queues",
            &day.usage("running")? * (running * busy),
        ),
        part(
            "looks at who is there, while nobody asks",
            "queues",
            &day.usage("waiting")? * (waiting * (1.0 - busy)),
        ),
        part(
            "heartbeats of operators and guests",
            "minutes connected",
            Usage::of_heartbeats(beats),
        ),
        part(
            "operators' sign-ins",
            "operators",
            &day.usage("shift")? * (load.operators * DAYS * load.hours / SHIFT_HOURS),
        ),
        part(
            "pages that ask whether somebody is there",
            "pages",
            &day.usage("20 presences")? * (load.pages * minutes * POLLS / 20.0),
        ),
        part(
            "looks at history and statistics",
            "looks, chats",
            day.looks(load)?,
        ),
    ])
}

/// What was counted of each part of a day.
pub(super) struct Day(BTreeMap<String, Counted>);

impl Day {
    /// Reads what the day has printed.
    pub(super) fn read(printed: &str) -> Result<Self> {
        let lines = printed.lines().map(|line| {
            let counted: Counted = serde_json::from_str(line)
                .with_context(|| format!("the day printed something else: {line}"))?;
            Ok((counted.part.clone(), counted))
        });
        lines.collect::<Result<_>>().map(Self)
    }

    fn counted(&self, part: &str) -> Result<&Counted> {
        let counted = self.0.get(part);
        counted.with_context(|| format!("nothing was counted of {part}"))
    }

    fn usage(&self, part: &str) -> Result<Usage> {
        self.counted(part).map(Usage::of)
    }

    /// A chat without texts, and a text. The Worker has nothing to do with texts; what the runtime takes for them is its
    /// objects', which is not billed.
    fn chat(&self, kind: &str) -> Result<(Usage, Usage)> {
        let [short, long] = TEXTS;
        let of = |texts: f64| self.usage(&format!("{kind} {texts}"));
        let text = &(&of(long)? - &of(short)?) * (1.0 / (long - short));
        let text = text.without_processor();
        let chat = &of(short)? - &(&text * short);
        Ok((chat, text))
    }

    /// Statistics read a row for each chat, those of the time before among them.
    fn looks(&self, load: &Options) -> Result<Usage> {
        let (few, more) = (self.counted("history of few")?, self.counted("history")?);
        let each = (more.rows_read - few.rows_read) / (more.archived - few.archived);
        let rows = each * load.chats * COMPARED_MONTHS;
        let looks = &Usage::of(more) * load.looks;
        Ok(looks.with_rows_read(rows * load.looks))
    }
}
