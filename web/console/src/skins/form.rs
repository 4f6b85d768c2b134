//! A skin, as it is being changed.

use hushdesk_protocol::colour::Colour;
use hushdesk_protocol::ids::{PictureId, SkinName, SnippetName};
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::{
    Answers, Corner, GetSkin, Look, Pin, PutSkin, STARTERS_MAX, Skin, SkinKeys, SkinSealing,
    SkinSettings, UnverifiedOperator, Words,
};
use hushdesk_protocol::text::{NoticeText, Title};
use hushdesk_web::api::{self, Trouble, Version, Versioned};

use super::style;
use crate::draft::Form;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct SkinForm {
    pub(super) title: String,
    pub(super) is_sealed: bool,
    pub(super) unverified: UnverifiedOperator,
    pub(super) has_own_keys: bool,
    pub(super) pins: Vec<Pin>,
    /// None of its own, if it is empty.
    pub(super) colour: String,
    /// Whether guests read the desk's name in the place of the operator's.
    pub(super) answers_as_desk: bool,
    pub(super) desk: String,
    pub(super) corner: Corner,
    pub(super) sounds: bool,
    pub(super) words: Vec<WordsForm>,
    /// The library's own style sheet.
    pub(super) style: String,
    /// Which snippets wear it.
    pub(super) snippets: Vec<SnippetName>,
    /// Its picture when it was read, if it had one.
    pub(super) picture: Option<PictureId>,
}

/// What it says in one language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct WordsForm {
    pub(super) language: Language,
    /// What the button says; the usual, if it is empty.
    pub(super) button: String,
    pub(super) greeting: String,
    /// Those that are empty are left out.
    pub(super) starters: [String; STARTERS_MAX],
}

impl WordsForm {
    /// What is said in this language.
    pub(super) fn of(words: &Words) -> Self {
        let mut starters: [String; STARTERS_MAX] = Default::default();
        for (starter, said) in starters.iter_mut().zip(&words.starters) {
            *starter = said.to_string();
        }
        let text = |said: Option<&str>| said.unwrap_or_default().to_owned();
        Self {
            language: words.language.clone(),
            button: text(words.button.as_ref().map(Title::as_str)),
            greeting: text(words.greeting.as_ref().map(NoticeText::as_str)),
            starters,
        }
    }

    /// What the button can say.
    pub(super) fn button(&self) -> Option<Option<Title>> {
        match self.button.trim() {
            "" => Some(None),
            button => button.parse().ok().map(Some),
        }
    }

    /// Whether the greeting can be said.
    pub(super) fn greeting(&self) -> Option<Option<NoticeText>> {
        match self.greeting.trim() {
            "" => Some(None),
            greeting => greeting.parse().ok().map(Some),
        }
    }

    /// The starters that are there, if all of them can be said.
    pub(super) fn starters(&self) -> Option<Vec<Title>> {
        let there = self.starters.iter().map(|starter| starter.trim());
        there
            .filter(|starter| !starter.is_empty())
            .map(|starter| starter.parse().ok())
            .collect()
    }

    fn words(&self) -> Option<Words> {
        Some(Words {
            language: self.language.clone(),
            button: self.button()?,
            greeting: self.greeting()?,
            starters: self.starters()?,
        })
    }
}

impl SkinForm {
    fn of(skin: Skin) -> Self {
        let Skin {
            name: _,
            settings,
            snippets,
            picture,
        } = skin;
        let (is_sealed, keys, unverified) = match settings.sealing {
            SkinSealing::Open => (false, SkinKeys::Organisation, UnverifiedOperator::Refuse),
            SkinSealing::Sealed { keys, unverified } => (true, keys, unverified),
        };
        let (has_own_keys, pins) = match keys {
            SkinKeys::Organisation => (false, vec![]),
            SkinKeys::Own(pins) => (true, pins),
        };
        let look = settings.look;
        let (answers_as_desk, desk) = match &look.answers {
            Answers::Operator => (false, String::new()),
            Answers::Desk(desk) => (true, desk.to_string()),
        };
        Self {
            title: settings.title.to_string(),
            is_sealed,
            unverified,
            has_own_keys,
            pins,
            colour: look
                .colour
                .as_ref()
                .map(|colour| colour.as_str().to_owned())
                .unwrap_or_default(),
            answers_as_desk,
            desk,
            corner: look.corner,
            sounds: look.sounds,
            words: look.words.iter().map(WordsForm::of).collect(),
            style: look.style,
            snippets,
            picture,
        }
    }

    /// What stands at the top of the widget, if it can.
    pub(super) fn title(&self) -> Option<Title> {
        self.title.trim().parse().ok()
    }

    /// Its own colour, or that it has none; nothing, if what was typed is no colour.
    pub(super) fn colour(&self) -> Option<Option<Colour>> {
        match self.colour.trim() {
            "" => Some(None),
            colour => colour.to_lowercase().parse().ok().map(Some),
        }
    }

    /// Who answers as guests read it; nothing, if it is to be the desk and that has no name.
    pub(super) fn answers(&self) -> Option<Answers> {
        if !self.answers_as_desk {
            return Some(Answers::Operator);
        }
        self.desk.trim().parse().ok().map(Answers::Desk)
    }

    fn sealing(&self) -> SkinSealing {
        if !self.is_sealed {
            return SkinSealing::Open;
        }
        let keys = if self.has_own_keys {
            SkinKeys::Own(self.pins.clone())
        } else {
            SkinKeys::Organisation
        };
        SkinSealing::Sealed {
            keys,
            unverified: self.unverified,
        }
    }

    /// How the skin is set, if it can be set like this.
    pub(super) fn settings(&self) -> Option<SkinSettings> {
        if style::wrong(&self.style).is_some() {
            return None;
        }
        Some(SkinSettings {
            title: self.title()?,
            sealing: self.sealing(),
            look: Look {
                colour: self.colour()?,
                answers: self.answers()?,
                corner: self.corner,
                sounds: self.sounds,
                style: self.style.clone(),
                words: self
                    .words
                    .iter()
                    .map(WordsForm::words)
                    .collect::<Option<_>>()?,
            },
        })
    }
}

impl Form for SkinForm {
    type Name = SkinName;

    async fn read(skin: SkinName) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetSkin { skin }, &(), None).await?;
        Ok(Versioned {
            answer: Self::of(read.answer),
            version: read.version,
        })
    }

    async fn save(self, skin: SkinName, over: Option<Version>) -> Result<Option<Version>, Trouble> {
        let Some(settings) = self.settings() else {
            return Ok(over);
        };
        let saved = api::ask_over(&PutSkin { skin }, &settings, over.as_ref()).await?;
        Ok(saved.version)
    }

    fn changes(&self, before: &Self) -> usize {
        let changed = [
            self.title != before.title,
            self.sealing() != before.sealing(),
            self.colour != before.colour,
            self.answers() != before.answers(),
            self.corner != before.corner,
            self.sounds != before.sounds,
            self.words != before.words,
            self.style != before.style,
        ];
        changed.into_iter().filter(|changed| *changed).count()
    }

    fn is_right(&self) -> bool {
        self.settings().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skin() -> Skin {
        Skin {
            name: "main".parse().unwrap(),
            settings: SkinSettings {
                title: "Ask us".parse().unwrap(),
                sealing: SkinSealing::Sealed {
                    keys: SkinKeys::Organisation,
                    unverified: UnverifiedOperator::Refuse,
                },
                look: Look {
                    colour: Some("#6b3f8f".parse().unwrap()),
                    words: vec![Words {
                        language: "en".parse().unwrap(),
                        button: Some("Chat".parse().unwrap()),
                        greeting: None,
                        starters: vec!["Renew a book".parse().unwrap()],
                    }],
                    ..Look::default()
                },
            },
            snippets: vec![],
            picture: None,
        }
    }

    #[test]
    fn what_is_not_changed_is_saved_as_it_was() {
        let form = SkinForm::of(skin());
        assert_eq!(form.settings(), Some(skin().settings));
        assert_eq!(form.changes(&SkinForm::of(skin())), 0);
    }

    #[test]
    fn what_cannot_be_worn_or_said_is_not_saved() {
        let wrong: [fn(&mut SkinForm); 7] = [
            |form| form.title.clear(),
            |form| form.answers_as_desk = true,
            |form| form.style = ".lock { color: red }".to_owned(),
            |form| {
                form.words
                    .iter_mut()
                    .for_each(|it| it.button = "a".repeat(200))
            },
            |form| form.colour = "violet".to_owned(),
            |form| {
                form.words
                    .iter_mut()
                    .for_each(|it| it.greeting = "a".repeat(100_000))
            },
            |form| {
                form.words
                    .iter_mut()
                    .for_each(|it| it.starters = [(); 4].map(|()| "a".repeat(200)))
            },
        ];
        for wrong in wrong {
            let mut form = SkinForm::of(skin());
            wrong(&mut form);
            assert!(!form.is_right());
        }
    }

    #[test]
    fn a_desk_that_answers_by_its_name_keeps_it_while_the_choice_is_made() {
        let mut form = SkinForm {
            answers_as_desk: true,
            desk: "Loans".to_owned(),
            ..SkinForm::of(skin())
        };
        assert_eq!(
            form.answers(),
            Some(Answers::Desk("Loans".parse().unwrap()))
        );
        form.answers_as_desk = false;
        assert_eq!(form.answers(), Some(Answers::Operator));
        assert_eq!(form.changes(&SkinForm::of(skin())), 0);
    }

    #[test]
    fn a_skin_is_opened_or_vouches_for_keys_of_its_own() {
        let open = SkinForm {
            is_sealed: false,
            ..SkinForm::of(skin())
        };
        assert_eq!(open.settings().unwrap().sealing, SkinSealing::Open);
        let own = SkinForm {
            has_own_keys: true,
            ..SkinForm::of(skin())
        };
        assert_eq!(own.changes(&SkinForm::of(skin())), 1);
    }
}
