//! Every sentence a person reads, as data: one file a language, in a folder for the guest's widget, the console and the
//! loader each.
//!
//! A text is one typed function: a text that is missing in English does not compile, nor does one that is not given what
//! it fills in. The functions are made of `en.json` by `build.rs`; what they read is one array a language, which a page
//! hands over when it starts ([`take`](guest::take)). A translator needs the files alone: see README.md.

#[cfg(not(target_arch = "wasm32"))]
pub mod compiled;
pub mod language;
mod shown;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
mod texts;

pub use shown::Parsed;
pub use texts::NotThese;

/// What all texts of a face lean on. The first number is other for another list of texts; what follows is English, which
/// is at hand without loading where there is no browser.
macro_rules! face {
    ($fingerprint:literal, $english:literal) => {
        static TEXTS: $crate::texts::Texts = $crate::texts::Texts::awaited(
            $fingerprint,
            if cfg!(target_arch = "wasm32") {
                ""
            } else {
                $english
            },
        );

        /// Takes the texts that the page has loaded, parsed; the first time counts.
        ///
        /// # Errors
        ///
        /// If they are of another version than this code.
        pub fn take(loaded: &$crate::Parsed) -> Result<(), $crate::NotThese> {
            TEXTS.take($crate::shown::loaded(loaded))
        }

        /// The BCP 47 tag of the language they are in.
        #[must_use]
        pub fn language() -> &'static str {
            TEXTS.language()
        }

        /// `ltr` or `rtl`.
        #[must_use]
        pub fn direction() -> &'static str {
            TEXTS.direction()
        }
    };
}

/// What guests read.
pub mod guest {
    #![allow(
        missing_docs,
        clippy::needless_borrows_for_generic_args,
        reason = "made of the texts, which stand beside each function"
    )]
    include!(concat!(env!("OUT_DIR"), "/guest.rs"));
}

/// What operators and administrators read.
pub mod console {
    #![allow(
        missing_docs,
        clippy::needless_borrows_for_generic_args,
        reason = "made of the texts, which stand beside each function"
    )]
    include!(concat!(env!("OUT_DIR"), "/console.rs"));
}
