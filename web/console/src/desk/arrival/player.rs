//! Plays the desk's sounds. A browser lets a page be heard only once somebody has pressed something in it: until then it
//! is not armed.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, AudioContextState, OscillatorType};

use super::settings::AlertSettings;
use super::sound::{Occasion, Tone};

thread_local! {
    static CONTEXT: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Something has been pressed: from now on the page can be heard.
pub(super) fn arm() {
    CONTEXT.with_borrow_mut(|context| {
        if context.is_none() {
            *context = AudioContext::new().ok();
        }
        if let Some(context) = context {
            // It runs a moment later; where it does not, nothing is heard, and that is said.
            let _resuming = context.resume();
        }
    });
}

/// Whether the page can be heard.
pub(super) fn is_armed() -> bool {
    CONTEXT.with_borrow(|context| {
        context
            .as_ref()
            .is_some_and(|context| context.state() == AudioContextState::Running)
    })
}

/// Plays the chosen sound; not where the page is not armed.
pub(super) fn play(settings: AlertSettings, occasion: Occasion) {
    CONTEXT.with_borrow(|context| {
        if let Some(context) = context {
            let loudness = f32::from(settings.loudness) / 100.0;
            for tone in settings.sound.tones(occasion) {
                // What cannot be played is not heard: the list and the title say it as well.
                let _played = sound(context, tone, loudness);
            }
        }
    });
}

/// One tone that begins at once and dies away.
fn sound(context: &AudioContext, tone: Tone, loudness: f32) -> Result<(), JsValue> {
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
