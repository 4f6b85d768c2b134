//! Keys in the making: whose, how far each is, and whether its file has been saved.

use std::rc::Rc;

use hushdesk_protocol::rest::{KeySettings, NewKey};
use yew::Reducible;

use crate::keys::{MadeKey, News, Outcome};

/// Some keys, made one after the other.
#[derive(Clone, PartialEq)]
pub(super) struct Round {
    /// Each of them.
    pub(super) makings: Vec<Making>,
}

/// A key in the making.
#[derive(Clone, PartialEq)]
pub(super) struct Making {
    /// What is said of it.
    pub(super) settings: KeySettings,
    /// Whom its files are for, as one reads it.
    pub(super) holder: String,
    /// Under which its file lies.
    pub(super) passphrase: String,
    /// How far it is.
    pub(super) step: Step,
}

/// How far a key is.
#[derive(Clone, PartialEq)]
pub(super) enum Step {
    /// Others are made before.
    Waits,
    /// It is being made: from 0 to 1.
    Making(f64),
    /// It is made.
    Made {
        key: Rc<MadeKey>,
        /// Whether a file of it has been saved.
        saved: bool,
    },
    /// The browser could not make it.
    Broken,
}

/// What happens.
pub(super) enum Action {
    /// This is heard of the one that is being made.
    Heard(News),
    /// A file of the one at this place has been saved.
    Saved(usize),
}

impl Round {
    /// The place of the key that is made now, or comes next; none when all are done.
    pub(super) fn current(&self) -> Option<usize> {
        self.makings
            .iter()
            .position(|it| matches!(it.step, Step::Waits | Step::Making(_)))
    }

    /// All keys that could be made, to be pinned, once every one is saved; none if there is none.
    pub(super) fn pins(&self) -> Option<Vec<NewKey>> {
        let made = self.makings.iter().filter(|it| it.step != Step::Broken);
        let pins: Option<Vec<_>> = made.map(Making::pin).collect();
        pins.filter(|pins| !pins.is_empty())
    }
}

impl Making {
    fn pin(&self) -> Option<NewKey> {
        match &self.step {
            Step::Made { key, saved: true } => Some(NewKey {
                fingerprint: key.fingerprint.clone(),
                settings: self.settings.clone(),
            }),
            Step::Made { saved: false, .. } | Step::Waits | Step::Making(_) | Step::Broken => None,
        }
    }
}

impl Reducible for Round {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut round = (*self).clone();
        match action {
            Action::Heard(news) => {
                let current = round.current();
                if let Some(making) = current.and_then(|place| round.makings.get_mut(place)) {
                    making.step = heard(news);
                }
            }
            Action::Saved(place) => {
                if let Some(Step::Made { saved, .. }) =
                    round.makings.get_mut(place).map(|it| &mut it.step)
                {
                    *saved = true;
                }
            }
        }
        Rc::new(round)
    }
}

fn heard(news: News) -> Step {
    match news {
        News::Share(share) => Step::Making(share),
        News::Done(Outcome::Made(key)) => Step::Made {
            key: Rc::new(key),
            saved: false,
        },
        News::Done(Outcome::Found(_) | Outcome::WrongPassphrase | Outcome::NoKey)
        | News::Broken => Step::Broken,
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Fingerprint;

    use super::*;

    fn making(label: &str) -> Making {
        Making {
            settings: KeySettings {
                label: label.parse().unwrap(),
                holder: None,
                name: None,
                expires: None,
            },
            holder: label.to_owned(),
            passphrase: "quiet".to_owned(),
            step: Step::Waits,
        }
    }

    fn made(byte: u8) -> Action {
        Action::Heard(News::Done(Outcome::Made(MadeKey {
            fingerprint: Fingerprint::from_bytes([byte; 20]),
            clear: String::new(),
            locked: String::new(),
            libotr: String::new(),
        })))
    }

    #[test]
    fn keys_are_made_one_after_the_other_and_pinned_once_each_has_been_saved() {
        let round = Rc::new(Round {
            makings: vec![making("Mara"), making("Tomas")],
        });
        assert_eq!(round.current(), Some(0));
        let round = round.reduce(Action::Heard(News::Share(0.5)));
        assert_eq!(round.current(), Some(0));
        let round = round.reduce(made(1));
        assert_eq!(round.current(), Some(1));
        let round = round.reduce(made(2));
        assert_eq!(round.current(), None);
        assert!(round.pins().is_none());
        let round = round.reduce(Action::Saved(0)).reduce(Action::Saved(1));
        let pins = round.pins().unwrap();
        let labels = pins.iter().map(|pin| pin.settings.label.to_string());
        assert_eq!(labels.collect::<Vec<_>>(), ["Mara", "Tomas"]);
    }

    #[test]
    fn a_key_that_could_not_be_made_holds_up_none_of_the_others() {
        let round = Rc::new(Round {
            makings: vec![making("Mara"), making("Tomas")],
        });
        let round = round.reduce(Action::Heard(News::Broken));
        assert_eq!(round.current(), Some(1));
        let round = round.reduce(made(2));
        assert!(round.pins().is_none());
        let pins = round.reduce(Action::Saved(1)).pins().unwrap();
        assert_eq!(pins.len(), 1);
    }
}
