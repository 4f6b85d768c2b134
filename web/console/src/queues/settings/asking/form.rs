//! What a queue asks its guests, as it is typed.

use hushdesk_protocol::rest::{GuestQuestion, QUESTIONS_MAX, QuestionKind, check_questions};
use hushdesk_protocol::text::Title;

/// A list of questions.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(in crate::queues::settings) struct QuestionsForm(pub(super) Vec<QuestionForm>);

/// One of them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct QuestionForm {
    pub(super) label: String,
    pub(super) kind: Kind,
    /// What can be chosen, one a line.
    pub(super) options: String,
    pub(super) required: bool,
}

/// How it is answered.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Kind {
    #[default]
    Text,
    Choice,
    Consent,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Choice, Self::Consent];

    /// As the list to choose from has it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Choice => "choice",
            Self::Consent => "consent",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.as_str() == name).unwrap_or_default()
    }
}

/// Which way a question goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Way {
    Up,
    Down,
}

impl QuestionsForm {
    /// These questions.
    pub(in crate::queues::settings) fn of(questions: &[GuestQuestion]) -> Self {
        Self(questions.iter().map(QuestionForm::of).collect())
    }

    /// The questions, if all of them can be asked.
    pub(in crate::queues::settings) fn questions(&self) -> Option<Vec<GuestQuestion>> {
        let questions: Vec<_> = self
            .0
            .iter()
            .map(QuestionForm::question)
            .collect::<Option<_>>()?;
        check_questions(&questions).is_ok().then_some(questions)
    }

    /// How many are other than they were.
    pub(in crate::queues::settings) fn changes(&self, before: &Self) -> usize {
        let (is, was) = (self.0.len(), before.0.len());
        let both = self.0.iter().zip(&before.0);
        let other = both.filter(|(is, was)| is != was).count();
        other.saturating_add(is.abs_diff(was))
    }

    /// One more, which is to be filled in.
    pub(super) fn add(&mut self) {
        self.0.push(QuestionForm::default());
    }

    /// Whether there can be one more.
    pub(super) fn has_room(&self) -> bool {
        self.0.len() < QUESTIONS_MAX
    }

    /// The one in this place goes.
    pub(super) fn remove(&mut self, place: usize) {
        if place < self.0.len() {
            self.0.remove(place);
        }
    }

    /// The place to which the one in this place can go.
    pub(super) fn beside(&self, place: usize, way: Way) -> Option<usize> {
        let beside = match way {
            Way::Up => place.checked_sub(1)?,
            Way::Down => place.checked_add(1)?,
        };
        (beside < self.0.len()).then_some(beside)
    }

    /// The one in this place and the one beside it change places.
    pub(super) fn pass(&mut self, place: usize, way: Way) {
        if let Some(beside) = self.beside(place, way)
            && place < self.0.len()
        {
            self.0.swap(place, beside);
        }
    }

    /// Whether another asks the same as the one in this place.
    pub(super) fn is_twice(&self, place: usize) -> bool {
        let label = |question: &QuestionForm| question.label.trim().to_owned();
        let Some(this) = self.0.get(place).map(label) else {
            return false;
        };
        let mut others = self.0.iter().enumerate();
        others.any(|(at, other)| at != place && !this.is_empty() && label(other) == this)
    }
}

impl QuestionForm {
    fn of(question: &GuestQuestion) -> Self {
        let (kind, options) = match &question.kind {
            QuestionKind::Text => (Kind::Text, String::new()),
            QuestionKind::Choice { options } => {
                let options: Vec<_> = options.iter().map(Title::as_str).collect();
                (Kind::Choice, options.join("\n"))
            }
            QuestionKind::Consent => (Kind::Consent, String::new()),
        };
        Self {
            label: question.label.as_str().to_owned(),
            kind,
            options,
            required: question.required,
        }
    }

    /// The question, as far as its own words are right.
    fn question(&self) -> Option<GuestQuestion> {
        Some(GuestQuestion {
            label: self.label.trim().parse().ok()?,
            kind: match self.kind {
                Kind::Text => QuestionKind::Text,
                Kind::Choice => QuestionKind::Choice {
                    options: self.options()?,
                },
                Kind::Consent => QuestionKind::Consent,
            },
            required: self.required,
        })
    }

    /// Whether it can be read as a question.
    pub(super) fn has_label(&self) -> bool {
        let alone = Self {
            kind: Kind::Text,
            ..self.clone()
        };
        alone.question().is_some()
    }

    /// Whether there is something to choose from, if there is to be.
    pub(super) fn has_options(&self) -> bool {
        let alone = Self {
            label: "?".to_owned(),
            ..self.clone()
        };
        QuestionsForm(vec![alone]).questions().is_some()
    }

    fn options(&self) -> Option<Vec<Title>> {
        let lines = self.options.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        lines.map(|line| line.parse().ok()).collect()
    }
}

#[cfg(test)]
pub(in crate::queues::settings) mod tests {
    use super::*;

    /// A line of text, a choice that has to be made, and a consent.
    pub(in crate::queues::settings) fn questions() -> Vec<GuestQuestion> {
        let question = |label: &str, kind, required| GuestQuestion {
            label: label.parse().unwrap(),
            kind,
            required,
        };
        let options = vec!["At home".parse().unwrap(), "Here".parse().unwrap()];
        vec![
            question("Your course", QuestionKind::Text, false),
            question("Where are you?", QuestionKind::Choice { options }, true),
            question("I agree.", QuestionKind::Consent, true),
        ]
    }

    #[test]
    fn questions_stay_what_they_are() {
        let form = QuestionsForm::of(&questions());
        assert_eq!(form.questions(), Some(questions()));
        assert_eq!(QuestionsForm::of(&[]).questions(), Some(vec![]));
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.as_str()), kind);
        }
    }

    #[test]
    fn questions_come_go_and_change_places_and_each_that_is_other_is_counted() {
        let before = QuestionsForm::of(&questions());
        let mut form = before.clone();
        form.pass(0, Way::Up);
        form.pass(2, Way::Down);
        assert_eq!(form.changes(&before), 0);
        form.pass(2, Way::Up);
        assert_eq!(form.changes(&before), 2);
        let labels: Vec<_> = form.0.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["Your course", "I agree.", "Where are you?"]);
        form.remove(1);
        assert_eq!(form.changes(&before), 1);
        form.add();
        assert_eq!((form.changes(&before), form.questions()), (1, None));
        while form.has_room() {
            form.add();
        }
        assert_eq!(form.0.len(), 8);
        form.remove(8);
        assert_eq!(form.0.len(), 8);
    }

    #[test]
    fn what_cannot_be_asked_is_not_right_and_it_is_known_what_is_wrong() {
        let mut form = QuestionsForm::of(&questions());
        form.0[1].options = "At home\nAt home".to_owned();
        assert!(form.0[1].has_label() && !form.0[1].has_options());
        assert_eq!(form.questions(), None);
        form.0[1].kind = Kind::Consent;
        assert!(form.0[1].has_options() && form.questions().is_some());
        form.0[1].label = " Your course ".to_owned();
        assert!(form.is_twice(0) && form.is_twice(1) && !form.is_twice(2));
        assert_eq!(form.questions(), None);
        form.0[1].label = "a".repeat(201);
        assert!(!form.0[1].has_label());
    }
}
