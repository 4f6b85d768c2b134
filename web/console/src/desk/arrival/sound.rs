//! The desk's sounds: short, our own, made of a few tones, so that nothing is loaded.

use serde::{Deserialize, Serialize};

/// A sound one can choose.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sound {
    /// Three tones that rise.
    #[default]
    Chime,
    /// Two short, dry knocks: for a reading room.
    Knock,
    /// A bell that rings out.
    Bell,
    /// None.
    Silent,
}

/// What a sound is played for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Occasion {
    /// A guest wrote in a chat that one does not look at.
    Message,
    /// A chat waits.
    Arrival,
    /// A chat has been waiting for long.
    Insistence,
}

/// One tone of a sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tone {
    /// Hertz.
    pub(crate) pitch: f32,
    /// Seconds from the beginning of the sound.
    pub(crate) at: f64,
    /// Seconds until it has died away.
    pub(crate) length: f64,
    /// How loud, from 0 to 1.
    pub(crate) loudness: f32,
}

impl Sound {
    /// All of them, the one that is chosen at first before the others.
    pub(crate) const ALL: [Self; 4] = [Self::Chime, Self::Knock, Self::Bell, Self::Silent];

    /// Its name where it is kept, and in forms.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Chime => "chime",
            Self::Knock => "knock",
            Self::Bell => "bell",
            Self::Silent => "silent",
        }
    }

    /// What is played. One that insists is the same sound, twice and louder.
    pub(crate) fn tones(self, occasion: Occasion) -> Vec<Tone> {
        let once = self.once();
        match occasion {
            Occasion::Message => once.iter().take(1).map(|tone| tone.louder(0.5)).collect(),
            Occasion::Arrival => once.to_vec(),
            Occasion::Insistence => {
                let louder = once.iter().map(|tone| tone.louder(1.6));
                let again = once.iter().map(|tone| tone.later(0.7).louder(1.6));
                louder.chain(again).collect()
            }
        }
    }

    const fn once(self) -> &'static [Tone] {
        match self {
            Self::Chime => &CHIME,
            Self::Knock => &KNOCK,
            Self::Bell => &BELL,
            Self::Silent => &[],
        }
    }
}

const CHIME: [Tone; 3] = [
    tone(659.3, 0.0, 0.35, 0.4),
    tone(784.0, 0.13, 0.35, 0.4),
    tone(987.8, 0.26, 0.6, 0.4),
];

const KNOCK: [Tone; 2] = [tone(196.0, 0.0, 0.09, 0.6), tone(185.0, 0.17, 0.09, 0.6)];

const BELL: [Tone; 3] = [
    tone(880.0, 0.0, 1.1, 0.35),
    tone(1_318.5, 0.0, 0.8, 0.15),
    tone(2_217.5, 0.0, 0.4, 0.08),
];

const fn tone(pitch: f32, at: f64, length: f64, loudness: f32) -> Tone {
    Tone {
        pitch,
        at,
        length,
        loudness,
    }
}

impl Tone {
    fn louder(self, times: f32) -> Self {
        let loudness = (self.loudness * times).min(1.0);
        Self { loudness, ..self }
    }

    fn later(self, by: f64) -> Self {
        let at = self.at + by;
        Self { at, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds() -> impl Iterator<Item = Sound> {
        Sound::ALL.into_iter().filter(|it| *it != Sound::Silent)
    }

    #[test]
    fn every_sound_is_over_within_two_seconds_and_none_is_overdriven() {
        for sound in sounds() {
            for occasion in [Occasion::Message, Occasion::Arrival, Occasion::Insistence] {
                let tones = sound.tones(occasion);
                assert!(!tones.is_empty(), "{sound:?} {occasion:?}");
                for tone in tones {
                    assert!(tone.at + tone.length <= 2.0, "{sound:?} {occasion:?}");
                    assert!(tone.loudness > 0.0 && tone.loudness <= 1.0);
                }
            }
        }
    }

    #[test]
    fn a_message_is_quieter_than_an_arrival_and_what_insists_is_louder_and_longer() {
        let loudest = |tones: &[Tone]| tones.iter().fold(0.0_f32, |max, it| max.max(it.loudness));
        for sound in sounds() {
            let [message, arrival, insistence] =
                [Occasion::Message, Occasion::Arrival, Occasion::Insistence]
                    .map(|it| sound.tones(it));
            assert!(loudest(&message) < loudest(&arrival));
            assert!(loudest(&arrival) < loudest(&insistence));
            assert!(insistence.len() == 2 * arrival.len());
        }
    }
}
