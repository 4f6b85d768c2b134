//! How a guest likes to read and hear: it outlives the chat, and says nothing of who they are.

/// How large letters are, and whether one hears that something has come.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Habits {
    /// Whether a new message is heard; nothing as long as the guest has not chosen.
    pub(crate) sound: Option<bool>,
    /// How large letters are.
    pub(crate) letters: Letters,
}

/// How large letters are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Letters {
    /// As the reader's browser has them.
    #[default]
    Plain,
    /// A fifth larger.
    Large,
    /// Larger by half.
    Larger,
}

impl Letters {
    /// Their name in the style sheet, and where it is kept.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Large => "large",
            Self::Larger => "larger",
        }
    }

    /// The next larger ones.
    pub(crate) const fn larger(self) -> Option<Self> {
        match self {
            Self::Plain => Some(Self::Large),
            Self::Large => Some(Self::Larger),
            Self::Larger => None,
        }
    }

    /// The next smaller ones.
    pub(crate) const fn smaller(self) -> Option<Self> {
        match self {
            Self::Plain => None,
            Self::Large => Some(Self::Plain),
            Self::Larger => Some(Self::Large),
        }
    }
}

impl Habits {
    /// As they are kept.
    pub(crate) fn kept(self) -> String {
        let heard = match self.sound {
            Some(true) => "heard",
            Some(false) => "quiet",
            None => "any",
        };
        format!("{heard} {}", self.letters.name())
    }

    /// From what is kept; what is not understood is as it is at first.
    pub(crate) fn read(kept: &str) -> Self {
        let mut words = kept.split(' ');
        let sound = match words.next() {
            Some("heard") => Some(true),
            Some("quiet") => Some(false),
            Some(_) | None => None,
        };
        let letters = match words.next() {
            Some("large") => Letters::Large,
            Some("larger") => Letters::Larger,
            Some(_) | None => Letters::Plain,
        };
        Self { sound, letters }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_is_read() {
        for sound in [None, Some(false), Some(true)] {
            for letters in [Letters::Plain, Letters::Large, Letters::Larger] {
                let habits = Habits { sound, letters };
                assert_eq!(Habits::read(&habits.kept()), habits);
            }
        }
        assert_eq!(Habits::read("of another version"), Habits::default());
    }

    #[test]
    fn letters_grow_and_shrink_by_the_same_steps() {
        for letters in [Letters::Plain, Letters::Large] {
            let larger = letters.larger().unwrap();
            assert_eq!(larger.smaller(), Some(letters));
        }
        assert_eq!(Letters::Plain.smaller(), None);
        assert_eq!(Letters::Larger.larger(), None);
    }
}
