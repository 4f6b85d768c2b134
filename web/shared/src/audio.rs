//! Short sounds, made of a few tones, so that nothing is loaded.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// One tone of a sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// Hertz.
    pub pitch: f32,
    /// Seconds from the beginning of the sound.
    pub at: f64,
    /// Seconds until it has died away.
    pub length: f64,
    /// How loud, from 0 to 1.
    pub loudness: f32,
}

impl Tone {
    /// A tone of this pitch, in hertz, at so many seconds, so many seconds long, so loud from 0 to 1.
    pub const fn new(pitch: f32, at: f64, length: f64, loudness: f32) -> Self {
        Self {
            pitch,
            at,
            length,
            loudness,
        }
    }
}

/// Plays a tone, which begins at once and dies away, at this loudness from 0 to 1.
///
/// # Errors
///
/// If the browser does not play it.
pub fn sound(context: &AudioContext, tone: Tone, loudness: f32) -> Result<(), JsValue> {
    let begin = context.current_time() + tone.at;
    let end = begin + tone.length;
    let oscillator = context.create_oscillator()?;
    let gain = context.create_gain()?;
    oscillator.set_type(OscillatorType::Sine);
    oscillator.frequency().set_value(tone.pitch);
    let level = gain.gain();
    level.set_value_at_time(0.0001, begin)?;
    level
        .exponential_ramp_to_value_at_time((tone.loudness * loudness).max(0.0001), begin + 0.012)?;
    level.exponential_ramp_to_value_at_time(0.0001, end)?;
    oscillator.connect_with_audio_node(&gain)?;
    gain.connect_with_audio_node(&context.destination())?;
    oscillator.start_with_when(begin)?;
    oscillator.stop_with_when(end)
}
