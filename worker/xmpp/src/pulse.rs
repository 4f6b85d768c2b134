//! Whether a program at a socket is still there, and what of what it was said it has: a socket takes what nobody reads. It is
//! asked (XEP-0199), and whoever answers has all that was said before.

use hushdesk_protocol::ids::Timestamp;
use minidom::Element;

use crate::ns;

/// After how long a silence a program is asked whether it is there.
const SILENCE_MILLIS: u64 = 30_000;

/// For how long it may think about that.
const ANSWER_MILLIS: u64 = 30_000;

/// What is to be done about a program.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Beat {
    /// Nothing.
    Rest,
    /// Ask it, by a question with this id.
    Ask(String),
    /// It is gone.
    Gone,
}

/// A question that is not answered yet.
#[derive(Debug)]
struct Asked {
    id: String,
    since: Timestamp,
    /// The last stanza before it.
    said: u64,
}

/// One program's pulse.
#[derive(Debug)]
pub struct Pulse {
    heard: Timestamp,
    said: u64,
    /// Up to which stanza it is known to have them.
    received: u64,
    questions: u64,
    asked: Option<Asked>,
}

impl Pulse {
    /// That of a program that has just come.
    pub const fn begin(now: Timestamp) -> Self {
        Self {
            heard: now,
            said: 0,
            received: 0,
            questions: 0,
            asked: None,
        }
    }

    /// A stanza is said to it.
    pub const fn says(&mut self) {
        self.said = self.said.saturating_add(1);
    }

    /// It says something. Gives up to which stanza it has them, if that is news: an error is as good an answer as any.
    pub fn hears(&mut self, stanza: &Element, now: Timestamp) -> Option<u64> {
        self.heard = now;
        let is_answer = matches!(stanza.attr("type"), Some("result" | "error"));
        let id = stanza.attr("id").filter(|_| is_answer);
        let answers = stanza.is("iq", ns::CLIENT) && id.is_some();
        let asked = self
            .asked
            .take_if(|it| answers && id == Some(it.id.as_str()))?;
        self.received = asked.said;
        Some(asked.said)
    }

    /// Time has passed. Whoever is not at the desk yet is not asked.
    pub fn beat(&mut self, is_bound: bool, now: Timestamp) -> Beat {
        if let Some(asked) = &self.asked {
            let is_gone = now.since(asked.since) >= ANSWER_MILLIS;
            return if is_gone { Beat::Gone } else { Beat::Rest };
        }
        let is_silent = now.since(self.heard) >= SILENCE_MILLIS;
        if !is_bound || (self.received == self.said && !is_silent) {
            return Beat::Rest;
        }
        self.questions = self.questions.saturating_add(1);
        let id = format!("pulse{}", self.questions);
        self.asked = Some(Asked {
            id: id.clone(),
            since: now,
            said: self.said,
        });
        Beat::Ask(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn answer(kind: &str, id: &str) -> Element {
        let text = format!("<iq xmlns='jabber:client' type='{kind}' id='{id}'/>");
        text.parse().unwrap()
    }

    #[test]
    fn whoever_answers_has_what_was_said_before_the_question() {
        for kind in ["result", "error"] {
            let mut pulse = Pulse::begin(NOW);
            pulse.says();
            pulse.says();
            assert_eq!(pulse.beat(true, NOW), Beat::Ask("pulse1".to_owned()));
            pulse.says();
            assert_eq!(pulse.hears(&answer("get", "pulse1"), NOW), None);
            assert_eq!(pulse.hears(&answer(kind, "pulse0"), NOW), None);
            assert_eq!(pulse.hears(&answer(kind, "pulse1"), NOW), Some(2));
            assert_eq!(pulse.hears(&answer(kind, "pulse1"), NOW), None);
            assert_eq!(pulse.beat(true, NOW), Beat::Ask("pulse2".to_owned()));
        }
    }

    #[test]
    fn whoever_has_everything_is_asked_after_a_silence_and_is_gone_without_an_answer() {
        let mut pulse = Pulse::begin(NOW);
        assert_eq!(pulse.beat(true, NOW.plus(29_999)), Beat::Rest);
        let asked = pulse.beat(true, NOW.plus(30_000));
        assert_eq!(asked, Beat::Ask("pulse1".to_owned()));
        assert_eq!(pulse.beat(true, NOW.plus(59_999)), Beat::Rest);
        assert_eq!(pulse.beat(true, NOW.plus(60_000)), Beat::Gone);
    }

    #[test]
    fn whoever_is_not_at_the_desk_is_not_asked() {
        let mut pulse = Pulse::begin(NOW);
        pulse.says();
        assert_eq!(pulse.beat(false, NOW.plus(60_000)), Beat::Rest);
    }
}
