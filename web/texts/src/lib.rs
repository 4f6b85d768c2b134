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

/// What the Worker says lies in it in all languages, and each function takes in which it is to speak.
macro_rules! spoken {
    ($file:literal) => {
        use std::fmt::Display;

        use crate::language::{LANGUAGES, Language};
        use crate::texts::fill;

        include!(concat!(env!("OUT_DIR"), "/", $file));

        /// The texts of one language.
        #[derive(Clone, Copy, Debug)]
        pub struct Words {
            language: Language,
            texts: &'static [&'static str],
        }

        impl Words {
            /// Those of the language with this tag, of the one it is a kind of, or else English.
            #[must_use]
            pub fn of(tag: &str) -> Self {
                let primary = tag.split('-').next().unwrap_or_default();
                let all = || {
                    let of = |spoken: &str| LANGUAGES.into_iter().find(|it| it.tag() == spoken);
                    SPOKEN
                        .iter()
                        .filter_map(move |(spoken, texts)| Some((of(spoken)?, *texts)))
                };
                let found = all()
                    .find(|(language, _)| language.tag() == tag)
                    .or_else(|| all().find(|(language, _)| language.is_of(primary)))
                    .or_else(|| all().next());
                let [english, ..] = LANGUAGES;
                let (language, texts) = found.unwrap_or((english, &[]));
                Self { language, texts }
            }

            /// Which language that is.
            #[must_use]
            pub const fn language(self) -> Language {
                self.language
            }

            fn filled(self, number: usize, with: &[&dyn Display]) -> String {
                fill(self.texts.get(number).copied().unwrap_or_default(), with)
            }
        }
    };
}

/// What is mailed.
pub mod mail {
    #![allow(
        missing_docs,
        reason = "made of the texts, which stand beside each function"
    )]
    spoken!("mail.rs");

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_is_mailed_is_in_the_language_that_is_asked_for_or_the_nearest_there_is() {
            let spoken = |tag| Words::of(tag).language().tag();
            assert_eq!(
                ["de", "de-AT", "zh", "zh-Hans", "pt-BR", "xx", ""].map(spoken),
                ["de", "de", "zh-Hans", "zh-Hans", "pt", "en", "en"]
            );
            assert_eq!(
                code::subject(Words::of("de"), &"Stadtbibliothek"),
                "Ihr Code f\u{fc}r Stadtbibliothek"
            );
        }
    }
}

/// What the contacts say that operators see in programs of their own.
pub mod contacts {
    #![allow(
        missing_docs,
        reason = "made of the texts, which stand beside each function"
    )]
    spoken!("contacts.rs");

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn contacts_speak_the_languages_of_the_console() {
            let spoken = |tag| Words::of(tag).language().tag();
            assert_eq!(
                ["de", "ar", "fr-CA", "he"].map(spoken),
                ["de", "ar", "fr", "en"]
            );
            assert_eq!(list::guests(Words::of("de")), "G\u{e4}ste");
        }
    }
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
