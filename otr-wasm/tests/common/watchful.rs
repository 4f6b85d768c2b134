//! An allocator that looks through each block of the heap that is freed. What registers and the stack hold cannot
//! be looked at from here.
#![allow(
    unsafe_code,
    reason = "an allocator that looks at what it is given back"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// The system's allocator, with a look at what is freed.
pub(crate) struct Watchful;

/// Of what is looked for, that many bytes at its beginning.
const MARK: usize = 16;

/// What is looked for, in order.
static SOUGHT: OnceLock<Vec<[u8; MARK]>> = OnceLock::new();

/// How often it was found.
static FOUND: AtomicUsize = AtomicUsize::new(0);

/// From now on looks for these secrets, of at least 16 bytes each; once for each program. They themselves are
/// never freed.
pub(crate) fn look_for(secrets: Vec<Vec<u8>>) {
    let mut sought: Vec<[u8; MARK]> = secrets
        .iter()
        .map(|secret| secret[..MARK].try_into().unwrap())
        .collect();
    sought.sort_unstable();
    SOUGHT.set(sought).unwrap();
    // That the search finds something: the first secret in a block of its own.
    drop(secrets[0].clone());
    assert_eq!(found(), 1);
    std::mem::forget(secrets);
}

/// How often a secret has been found since the last time.
pub(crate) fn found() -> usize {
    FOUND.swap(0, Ordering::Relaxed)
}

fn look(block: &[u8]) {
    let Some(sought) = SOUGHT.get() else {
        return;
    };
    let hits = block.windows(MARK).filter(|part| {
        sought
            .binary_search_by(|secret| secret[..].cmp(part))
            .is_ok()
    });
    FOUND.fetch_add(hits.count(), Ordering::Relaxed);
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
