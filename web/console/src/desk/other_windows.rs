//! The other windows of this browser: whether an operator has chats in one of them. All share a sign-in, and whoever ends
//! it in one ends it in all.

use std::collections::BTreeSet;

use hushdesk_web::ambient;
use hushdesk_web::listener::{Listener, on_return};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::kept;

/// A page, told from all others by a random number. What it is told by is good for nothing else.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
struct Page(u64);

/// What one window tells the others.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    /// Whoever has chats is to say so.
    WhoHasChats,
    /// Whether chats go on in a window.
    Chats {
        /// In which.
        page: Page,
        /// Whether.
        running: bool,
    },
}

/// What a window knows of the others.
#[derive(Debug)]
struct OtherWindows {
    own: Page,
    running: bool,
    others: BTreeSet<Page>,
}

impl OtherWindows {
    const fn new(own: Page) -> Self {
        Self {
            own,
            running: false,
            others: BTreeSet::new(),
        }
    }

    /// Begins anew with what it knows: a window that is gone does not always say so.
    fn asks(&mut self) -> Word {
        self.others.clear();
        Word::WhoHasChats
    }

    /// Chats go on in this window, or none do.
    const fn has(&mut self, running: bool) -> Word {
        self.running = running;
        self.says()
    }

    const fn says(&self) -> Word {
        Word::Chats {
            page: self.own,
            running: self.running,
        }
    }

    /// This window is left, and perhaps shown again.
    const fn leaves(&self) -> Word {
        Word::Chats {
            page: self.own,
            running: false,
        }
    }

    /// Gives the answer, where there is one.
    fn hears(&mut self, word: &Word) -> Option<Word> {
        match *word {
            Word::WhoHasChats => return self.running.then(|| self.says()),
            Word::Chats {
                page,
                running: true,
            } => self.others.insert(page),
            Word::Chats {
                page,
                running: false,
            } => self.others.remove(&page),
        };
        None
    }

    fn have_chats(&self) -> bool {
        !self.others.is_empty()
    }
}

/// Whether chats go on in another window of this browser; the others are told whether any do in this one.
#[hook]
pub(super) fn use_other_windows(running: bool) -> bool {
    let have_chats = use_state_eq(|| false);
    let known = use_mut_ref(|| {
        let own = u64::from_ne_bytes(ambient::random_bytes());
        OtherWindows::new(Page(own))
    });
    {
        let (known, setter) = (known.clone(), have_chats.setter());
        use_effect_with((), move |()| {
            let ask = {
                let (known, setter) = (known.clone(), setter.clone());
                move || {
                    kept::tell(&known.borrow_mut().asks());
                    setter.set(false);
                }
            };
            let [heard, leaving, returning, gone] = std::array::from_fn(|_| known.clone());
            let word = kept::on_word(move |word| {
                let answer = heard.borrow_mut().hears(&word);
                answer.iter().for_each(kept::tell);
                setter.set(heard.borrow().have_chats());
            });
            ask();
            let ask_again = ask.clone();
            let listeners = [
                word,
                // While one is elsewhere the answers come.
                on_window("blur", ask),
                on_window("pagehide", move || kept::tell(&leaving.borrow().leaves())),
                on_return(move || {
                    kept::tell(&returning.borrow().says());
                    ask_again();
                }),
            ];
            move || {
                kept::tell(&gone.borrow().leaves());
                drop(listeners);
            }
        });
    }
    use_effect_with(running, move |running| {
        kept::tell(&known.borrow_mut().has(*running));
    });
    *have_chats
}

fn on_window(event: &'static str, act: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, event, move |_| act()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says a word to each of these windows, and to the first what they answer.
    fn said(word: &Word, asker: &mut OtherWindows, others: &mut [OtherWindows]) {
        for other in others {
            if let Some(answer) = other.hears(word) {
                assert_eq!(asker.hears(&answer), None);
            }
        }
    }

    #[test]
    fn a_window_that_comes_later_learns_that_chats_go_on_in_another() {
        let mut others = [OtherWindows::new(Page(1)), OtherWindows::new(Page(2))];
        let mut own = OtherWindows::new(Page(3));
        said(&own.asks(), &mut own, &mut others);
        assert!(!own.have_chats());
        others[1].has(true);
        said(&own.asks(), &mut own, &mut others);
        assert!(own.have_chats());
    }

    #[test]
    fn chats_of_another_window_are_forgotten_once_they_or_the_window_are_gone() {
        let mut other = OtherWindows::new(Page(1));
        let mut own = OtherWindows::new(Page(2));
        own.hears(&other.has(true));
        assert!(own.have_chats());
        own.hears(&other.has(false));
        assert!(!own.have_chats());
        own.hears(&other.has(true));
        own.hears(&other.leaves());
        assert!(!own.have_chats());
    }

    #[test]
    fn a_window_that_went_without_a_word_is_forgotten_when_all_are_asked_anew() {
        let mut own = OtherWindows::new(Page(2));
        own.hears(&OtherWindows::new(Page(1)).has(true));
        own.asks();
        assert!(!own.have_chats());
    }
}
