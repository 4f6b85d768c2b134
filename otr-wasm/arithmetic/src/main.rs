//! Prints how long one power takes natively, in milliseconds: a JSON object with the values of every run.

use std::{hint::black_box, time::Instant};

/// Runs of one power, short enough to have the processor for itself, for each run that is asked for.
const SHORT_RUNS: u32 = 50;

fn main() {
    let runs = std::env::args()
        .nth(1)
        .and_then(|runs| runs.parse().ok())
        .unwrap_or(9);
    let all: [(&str, extern "C" fn(u32) -> u32); 3] = [
        ("our_powers", otr_wasm_arithmetic::our_powers),
        (
            "our_powers_of_the_generator",
            otr_wasm_arithmetic::our_powers_of_the_generator,
        ),
        ("their_powers", otr_wasm_arithmetic::their_powers),
    ];
    for (name, powers) in all {
        black_box(powers(100));
        let run = || {
            let start = Instant::now();
            black_box(powers(1));
            start.elapsed().as_secs_f64() * 1000.0
        };
        let times: Vec<f64> = (0..SHORT_RUNS * runs).map(|_| run()).collect();
        println!(r#"{{"bench":"{name}","times":{times:?}}}"#);
    }
}
