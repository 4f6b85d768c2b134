// Two tones that rise. Made here: nothing is loaded for them, and it is a third of what it would be in Rust.

/** Hertz, and seconds from the beginning and until it has died away. */
const TONES = [
  [659.3, 0, 0.3],
  [880, 0.12, 0.5],
];

/** How loud they are, from 0 to 1. */
const LOUDNESS = 0.25;

/** Next to nothing: a loudness that falls evenly to the ear never gets to nothing. */
const SILENCE = 0.0001;

let context;

/** Plays them, if the browser lets the page be heard. */
export function chime() {
  try {
    context ??= new AudioContext();
    context.resume();
    for (const [pitch, at, length] of TONES) {
      const [oscillator, gain] = [context.createOscillator(), context.createGain()];
      const begin = context.currentTime + at;
      oscillator.frequency.value = pitch;
      gain.gain.setValueAtTime(LOUDNESS, begin);
      gain.gain.exponentialRampToValueAtTime(SILENCE, begin + length);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(begin + length);
    }
  } catch {
    // What cannot be played is not heard: the button says it as well.
  }
}
