//! What can be seen in the preview of a skin: where a chat is, and what the widget is told for that.

use hushdesk_protocol::ids::{Fingerprint, PictureId};
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::{
    Answers, PinnedKey, Sealing, SkinKeys, SkinSealing, Snippet, UnverifiedOperator,
};
use hushdesk_texts::console as texts;
use serde::Serialize;

use super::form::SkinForm;

/// Where a chat is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Scene {
    /// Before it, and somebody is there.
    Opening,
    /// Before it, and nobody is.
    Nobody,
    /// Nobody has answered yet.
    Waiting,
    /// Both talk.
    Talking,
    /// It is being passed on.
    Passing,
    /// The guest is asked whether to go on with a key that is not known.
    Consent,
    /// A key is refused that is not known.
    WrongKey,
    /// It is over.
    Ended,
}

/// All of them, in the order of a chat.
const ALL: [Scene; 8] = [
    Scene::Opening,
    Scene::Nobody,
    Scene::Waiting,
    Scene::Talking,
    Scene::Passing,
    Scene::Consent,
    Scene::WrongKey,
    Scene::Ended,
];

/// What the frame is told.
#[derive(Debug, Serialize)]
struct Shows {
    scene: Scene,
    snippet: Snippet,
    operator: String,
    question: &'static str,
    answer: &'static str,
}

impl Scene {
    /// Those there are in a skin's chats: an open one has no keys.
    pub(super) fn of(is_sealed: bool) -> impl Iterator<Item = Self> {
        let is_there = move |scene: &Self| is_sealed || !scene.is_about_keys();
        ALL.into_iter().filter(is_there)
    }

    /// This, or what is nearest to it in such a chat.
    pub(super) fn or_nearest(self, is_sealed: bool) -> Self {
        if self.is_about_keys() && !is_sealed {
            Self::Talking
        } else {
            self
        }
    }

    const fn is_about_keys(self) -> bool {
        matches!(self, Self::Consent | Self::WrongKey)
    }

    /// By what it is chosen.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Nobody => "nobody",
            Self::Waiting => "waiting",
            Self::Talking => "talking",
            Self::Passing => "passing",
            Self::Consent => "consent",
            Self::WrongKey => "wrong_key",
            Self::Ended => "ended",
        }
    }

    /// The one that is chosen by this.
    pub(super) fn named(name: &str) -> Option<Self> {
        ALL.into_iter().find(|scene| scene.name() == name)
    }

    /// What it is called.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Opening => texts::preview::opening(),
            Self::Nobody => texts::preview::nobody(),
            Self::Waiting => texts::preview::waiting(),
            Self::Talking => texts::preview::talking(),
            Self::Passing => texts::preview::passing(),
            Self::Consent => texts::preview::consent(),
            Self::WrongKey => texts::preview::wrong_key(),
            Self::Ended => texts::preview::ended(),
        }
    }

    /// What the frame is told for a skin that is set like this, as JSON; nothing if it cannot be worn like this. `own` is the key of
    /// whoever answers there.
    pub(super) fn described(
        self,
        form: &SkinForm,
        picture: Option<&PictureId>,
        language: Option<&Language>,
        own: &Fingerprint,
    ) -> Option<String> {
        let settings = form.settings()?;
        let look = settings.look;
        let words = look.words_in(language);
        let operator = match &look.answers {
            Answers::Operator => texts::preview::somebody().to_owned(),
            Answers::Desk(desk) => desk.to_string(),
        };
        let snippet = Snippet {
            queue: "preview".parse().ok()?,
            queue_title: texts::preview::queue().to_owned(),
            skin: "preview".parse().ok()?,
            title: settings.title.to_string(),
            sealing: self.sealing(&settings.sealing, own),
            greeting: words.and_then(|words| words.greeting.clone()),
            starters: words
                .map(|words| words.starters.clone())
                .unwrap_or_default(),
            colour: look.colour,
            style: hushdesk_style::sheet(&look.style, picture),
            answers: look.answers,
            sounds: false,
            messages: false,
            rated: false,
            staffed: self != Self::Nobody,
            hours: None,
            asked: false,
            surveyed: false,
            mailed: false,
            mailed_after: false,
        };
        let shows = Shows {
            scene: self,
            snippet,
            operator,
            question: texts::preview::question(),
            answer: texts::preview::answer(),
        };
        serde_json::to_string(&shows).ok()
    }

    /// What the widget is told of keys. The one of whoever answers is known, unless it is shown what happens if it is not.
    fn sealing(self, sealing: &SkinSealing, own: &Fingerprint) -> Sealing {
        let SkinSealing::Sealed { keys, unverified } = sealing else {
            return Sealing::Open;
        };
        let another = Fingerprint::from_bytes([0; 20]);
        let knows_none = matches!(keys, SkinKeys::Own(pins) if pins.is_empty());
        let (known, unverified) = match self {
            Self::Consent => (Some(another), UnverifiedOperator::Accept),
            Self::WrongKey => (Some(another), UnverifiedOperator::Refuse),
            Self::Opening | Self::Nobody if knows_none => (None, *unverified),
            Self::Opening
            | Self::Nobody
            | Self::Waiting
            | Self::Talking
            | Self::Passing
            | Self::Ended => (Some(own.clone()), *unverified),
        };
        let pinned = known.map(|fingerprint| PinnedKey {
            fingerprint,
            name: None,
        });
        Sealing::Sealed {
            pinned: pinned.into_iter().collect(),
            unverified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_skin_has_no_scenes_about_keys() {
        let scenes: Vec<_> = Scene::of(false).collect();
        assert_eq!(scenes.len(), 6);
        assert!(!scenes.contains(&Scene::WrongKey));
        assert_eq!(Scene::of(true).count(), 8);
        assert_eq!(Scene::WrongKey.or_nearest(false), Scene::Talking);
        assert_eq!(Scene::WrongKey.or_nearest(true), Scene::WrongKey);
    }

    #[test]
    fn a_scene_is_found_by_its_name() {
        for scene in ALL {
            assert_eq!(Scene::named(scene.name()), Some(scene));
        }
        assert_eq!(Scene::named("elsewhere"), None);
    }

    #[test]
    fn whoever_answers_is_known_unless_it_is_shown_what_happens_if_not() {
        let own = Fingerprint::from_bytes([7; 20]);
        let sealed = SkinSealing::Sealed {
            keys: SkinKeys::Organisation,
            unverified: UnverifiedOperator::Refuse,
        };
        let knows = |scene: Scene| match scene.sealing(&sealed, &own) {
            Sealing::Sealed { pinned, unverified } => {
                (pinned.iter().any(|key| key.fingerprint == own), unverified)
            }
            Sealing::Open => panic!("it is sealed"),
        };
        assert_eq!(knows(Scene::Talking), (true, UnverifiedOperator::Refuse));
        assert_eq!(knows(Scene::Consent), (false, UnverifiedOperator::Accept));
        assert_eq!(knows(Scene::WrongKey), (false, UnverifiedOperator::Refuse));
        assert_eq!(
            Scene::Talking.sealing(&SkinSealing::Open, &own),
            Sealing::Open
        );
    }
}
