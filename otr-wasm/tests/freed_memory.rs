//! No memory that is given back holds the private number of a key: an allocator looks through each block of the
//! heap that is freed. What registers and the stack hold cannot be looked at from here.
#![allow(
    unsafe_code,
    reason = "an allocator that looks at what it is given back"
)]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use common::{rng::rng, tag};
use otr_wasm::{
    Conversation, Identity, Policy, Timestamp,
    key_file::{Account, read_libotr, read_pkcs8, write_libotr, write_pkcs8},
};

/// The system's allocator, with a look at what is freed.
struct Watchful;

/// What is looked for: the private number's bytes in either order, and its digits.
static SOUGHT: OnceLock<[Vec<u8>; 3]> = OnceLock::new();

/// Freed blocks that held it.
static FOUND: AtomicUsize = AtomicUsize::new(0);

fn look(block: &[u8]) {
    let Some(sought) = SOUGHT.get() else {
        return;
    };
    let holds = |pattern: &Vec<u8>| block.windows(pattern.len()).any(|part| part == pattern);
    if sought.iter().any(holds) {
        FOUND.fetch_add(1, Ordering::Relaxed);
    }
}

// SAFETY: everything is handed on to the system's allocator. A block is read while it still belongs to its
// owner, over the length it was allocated with; bytes never written to are read as whatever they are.
unsafe impl GlobalAlloc for Watchful {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeros, so that every byte of a block has a value.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        look(unsafe { std::slice::from_raw_parts(block, layout.size()) });
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Watchful = Watchful;

#[test]
fn no_freed_block_holds_the_private_number() {
    let identity = Arc::new(Identity::generate(&mut rng(1)));
    let file = write_libotr(&[account(&identity)]);
    let digits = private_digits(&file);
    let bytes: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let reversed = bytes.iter().rev().copied().collect();
    SOUGHT.set([bytes, reversed, digits.into_bytes()]).unwrap();

    // That the search finds something: the number in a block of its own.
    drop(SOUGHT.get().unwrap()[0].clone());
    assert_eq!(FOUND.swap(0, Ordering::Relaxed), 1);

    use_and_drop(identity);
    assert_eq!(FOUND.load(Ordering::Relaxed), 0, "after a key exchange");
    let read = read_libotr(&file, &mut rng(2)).unwrap();
    assert_eq!(FOUND.load(Ordering::Relaxed), 0, "after reading a file");
    let pem = write_pkcs8(&read[0].identity);
    assert_eq!(FOUND.load(Ordering::Relaxed), 0, "after writing PEM");
    drop(read_pkcs8(&pem, &mut rng(3)).unwrap());
    assert_eq!(FOUND.load(Ordering::Relaxed), 0, "after reading PEM");
    drop(write_libotr(&[account(&read[0].identity)]));
    drop((file, pem, read));
    assert_eq!(FOUND.load(Ordering::Relaxed), 0, "after dropping all");
}

fn account(identity: &Arc<Identity>) -> Account {
    Account {
        name: "a".to_owned(),
        protocol: "b".to_owned(),
        identity: Arc::clone(identity),
    }
}

/// The private number's hexadecimal digits, as a libotr file has them, without leading zeros.
fn private_digits(file: &str) -> String {
    let (_, after) = file.split_once("(x #").unwrap();
    let (digits, _) = after.split_once('#').unwrap();
    digits.trim_start_matches("00").to_owned()
}

/// A key exchange, in which both ends sign with the same key, and a text.
fn use_and_drop(identity: Arc<Identity>) {
    let (rng, now) = (&mut rng(4), Timestamp::from_secs(0));
    let mut ends = [0x100, 0x200]
        .map(|number| Conversation::new(Arc::clone(&identity), tag(number), Policy::default()));
    drop(identity);
    let mut lines = ends[0].query().unwrap().send;
    let mut to = 1;
    while let Some(line) = lines.pop() {
        lines = ends[to].receive(&line, now, rng).unwrap().send;
        to = 1 - to;
    }
    ends[0].send("hello", &[], now, rng).unwrap();
}
