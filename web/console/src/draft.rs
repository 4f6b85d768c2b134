//! What somebody is changing, over the version of it that was read: what is typed stays until it is saved or taken back, and
//! what somebody else has saved meanwhile is not lost. It stays, too, when its page is left: whoever comes back finds it.

use std::fmt::Debug;
use std::rc::Rc;

use hushdesk_protocol::rest::ProblemCode;
use hushdesk_texts::console as words;
use hushdesk_web::api::{Trouble, Version, Versioned};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::use_say;
use crate::unsaved::{self, use_unsaved};

/// A form of something that is read, changed and saved. It holds what is typed, be it valid or not.
pub(crate) trait Form: Clone + PartialEq + 'static {
    /// By what it is known.
    type Name: Clone + Debug + PartialEq + 'static;

    /// How it is.
    ///
    /// # Errors
    ///
    /// The edge was not reached, or says no.
    async fn read(name: Self::Name) -> Result<Versioned<Self>, Trouble>;

    /// Saves it, over this version. Gives the version that it is then.
    ///
    /// # Errors
    ///
    /// The edge was not reached, or says no.
    async fn save(
        self,
        name: Self::Name,
        over: Option<Version>,
    ) -> Result<Option<Version>, Trouble>;

    /// How many things are other than they were.
    fn changes(&self, before: &Self) -> usize;

    /// Whether it can be saved.
    fn is_right(&self) -> bool;
}

/// A form that is being filled in.
pub(crate) struct Draft<F: Form> {
    state: UseReducerHandle<State<F>>,
    name: F::Name,
}

/// What has come of reading it.
#[derive(Debug, PartialEq)]
pub(crate) enum Read<'a, F> {
    /// It has not come yet.
    Coming,
    /// It did not come.
    Failed(&'a Trouble),
    /// How it is by now, changed or not.
    Here(&'a F),
}

/// What a save bar shows and does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    /// How many things are other than what is saved.
    pub(crate) changes: usize,
    /// Whether all of them can be saved.
    pub(crate) is_right: bool,
    /// Whether they are being saved.
    pub(crate) is_busy: bool,
    /// Why they were not.
    pub(crate) trouble: Option<Trouble>,
    /// They are to be saved.
    pub(crate) onsave: Callback<()>,
    /// They are to be taken back.
    pub(crate) onback: Callback<()>,
    /// What is there now is to be read, and what was typed is given up.
    pub(crate) onload: Callback<()>,
}

impl Bar {
    /// One bar for both.
    pub(crate) fn and(self, other: Self) -> Self {
        let both = |one: Callback<()>, two: Callback<()>| {
            Callback::from(move |()| {
                one.emit(());
                two.emit(());
            })
        };
        // What was saved by one of them need not be read again.
        let onload = match (&self.trouble, &other.trouble) {
            (Some(_), None) => self.onload,
            (None, Some(_)) => other.onload,
            (Some(_), Some(_)) | (None, None) => both(self.onload, other.onload),
        };
        Self {
            changes: self.changes.saturating_add(other.changes),
            is_right: self.is_right && other.is_right,
            is_busy: self.is_busy || other.is_busy,
            trouble: self.trouble.or(other.trouble),
            onsave: both(self.onsave, other.onsave),
            onback: both(self.onback, other.onback),
            onload,
        }
    }

    /// Whether somebody else has changed it since it was read.
    pub(crate) fn is_out_of_date(&self) -> bool {
        let is_changed = |trouble: &Trouble| trouble.is(ProblemCode::ChangedMeanwhile);
        self.trouble.as_ref().is_some_and(is_changed)
    }
}

/// Reads what has this name, and keeps what is changed of it.
#[hook]
pub(crate) fn use_draft<F: Form>(name: &F::Name) -> Draft<F> {
    let state = use_reducer_eq(State::<F>::default);
    let draft = Draft {
        state,
        name: name.clone(),
    };
    let unsaved = draft.state.unsaved().cloned();
    use_unsaved(unsaved.is_some());
    let (state, load) = (draft.state.dispatcher(), draft.load());
    use_effect_with(name.clone(), move |name| {
        match unsaved::take::<Editing<F>>(place::<F>(name)) {
            Some(left) => state.dispatch(Action::ComeBack(left)),
            None => load.emit(()),
        }
    });
    use_kept(unsaved, place::<F>(name));
    draft
}

/// What is not saved when the page is left is kept, and that is said.
#[hook]
fn use_kept<T: Clone + 'static>(unsaved: Option<T>, name: String) {
    let say = use_say();
    let last = use_mut_ref(|| None);
    *last.borrow_mut() = unsaved;
    use_effect_with(name, move |name| {
        let name = name.clone();
        move || {
            if let Some(unsaved) = last.take() {
                unsaved::keep(name, unsaved);
                say.emit(words::saving::left().into());
            }
        }
    });
}

impl<F: Form> Clone for Draft<F> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
            name: self.name.clone(),
        }
    }
}

impl<F: Form> PartialEq for Draft<F> {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.name == other.name
    }
}

impl<F: Form> Draft<F> {
    /// What has come of reading it, with what was changed since.
    pub(crate) fn read(&self) -> Read<'_, F> {
        match &*self.state {
            State::Coming => Read::Coming,
            State::Failed(trouble) => Read::Failed(trouble),
            State::Here(editing) => Read::Here(&editing.now),
        }
    }

    /// How it is saved, as far as is known.
    pub(crate) fn saved(&self) -> Option<&F> {
        match &*self.state {
            State::Coming | State::Failed(_) => None,
            State::Here(editing) => Some(&editing.saved),
        }
    }

    /// How many things are other than what is saved.
    pub(crate) fn changes(&self) -> usize {
        match &*self.state {
            State::Coming | State::Failed(_) => 0,
            State::Here(editing) => editing.now.changes(&editing.saved),
        }
    }

    /// What changes it in this way.
    pub(crate) fn on<V: 'static>(&self, change: impl Fn(&mut F, V) + 'static) -> Callback<V> {
        let (state, change) = (self.state.dispatcher(), Rc::new(change));
        Callback::from(move |value| {
            let change = change.clone();
            state.dispatch(Action::Change(Box::new(move |form| change(form, value))));
        })
    }

    /// What reads it, and gives up what was changed.
    pub(crate) fn load(&self) -> Callback<()> {
        let (state, name) = (self.state.dispatcher(), self.name.clone());
        Callback::from(move |()| {
            let (state, name) = (state.clone(), name.clone());
            spawn_local(async move { state.dispatch(Action::Read(F::read(name).await)) });
        })
    }

    /// What its save bar shows and does. `onsaved` is told when it is saved.
    pub(crate) fn bar(&self, onsaved: &Callback<()>) -> Bar {
        let back = self.state.dispatcher();
        let (is_right, saving) = match &*self.state {
            State::Coming | State::Failed(_) => (true, Saving::No),
            State::Here(editing) => (editing.now.is_right(), editing.saving.clone()),
        };
        Bar {
            changes: self.changes(),
            is_right,
            is_busy: saving == Saving::Now,
            trouble: match saving {
                Saving::No | Saving::Now => None,
                Saving::Refused(trouble) => Some(trouble),
            },
            onsave: self.save(onsaved),
            onback: Callback::from(move |()| back.dispatch(Action::TakeBack)),
            onload: self.load(),
        }
    }

    fn save(&self, onsaved: &Callback<()>) -> Callback<()> {
        let (state, name, onsaved) = (self.state.clone(), self.name.clone(), onsaved.clone());
        Callback::from(move |()| {
            let State::Here(editing) = &*state else {
                return;
            };
            let is_ready = editing.saving != Saving::Now && editing.now.is_right();
            if !is_ready || editing.now == editing.saved {
                return;
            }
            let (form, over) = (editing.now.clone(), editing.version.clone());
            let (state, name, onsaved) = (state.dispatcher(), name.clone(), onsaved.clone());
            state.dispatch(Action::Save);
            spawn_local(async move {
                let saved = form.clone().save(name.clone(), over).await;
                let is_saved = saved.is_ok();
                if let Ok(version) = &saved {
                    settle(&name, &form, version);
                }
                state.dispatch(Action::Saved(saved.map(|version| (form, version))));
                if is_saved {
                    onsaved.emit(());
                }
            });
        })
    }
}

/// Under which name what is left of it is kept.
fn place<F: Form>(name: &F::Name) -> String {
    format!("{name:?}")
}

/// This was saved. Where its page was left meanwhile, nothing of it waits there any more, but for what was typed since.
fn settle<F: Form>(name: &F::Name, form: &F, version: &Option<Version>) {
    let name = place::<F>(name);
    let left = unsaved::take::<Editing<F>>(name.clone());
    if let Some(left) = left.filter(|left| left.now != *form) {
        let settled = Editing {
            saved: form.clone(),
            version: version.clone(),
            ..left
        };
        unsaved::keep(name, settled);
    }
}

/// What is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
enum State<F> {
    #[default]
    Coming,
    Failed(Trouble),
    Here(Editing<F>),
}

#[derive(Clone, Debug, PartialEq)]
struct Editing<F> {
    /// How it is saved, as far as is known.
    saved: F,
    /// By what that is known.
    version: Option<Version>,
    /// How it is to be.
    now: F,
    saving: Saving,
}

#[derive(Clone, Debug, PartialEq)]
enum Saving {
    No,
    Now,
    Refused(Trouble),
}

enum Action<F> {
    /// Somebody has come back to what they had left.
    ComeBack(Editing<F>),
    Read(Result<Versioned<F>, Trouble>),
    Change(Box<dyn FnOnce(&mut F)>),
    TakeBack,
    Save,
    Saved(Result<(F, Option<Version>), Trouble>),
}

impl<F: Clone + PartialEq> Reducible for State<F> {
    type Action = Action<F>;

    fn reduce(self: Rc<Self>, action: Action<F>) -> Rc<Self> {
        let state = match (Rc::unwrap_or_clone(self), action) {
            // Whatever was being saved then has an end of its own.
            (_, Action::ComeBack(left)) => Self::Here(Editing {
                saving: Saving::No,
                ..left
            }),
            (_, Action::Read(Ok(read))) => Self::Here(Editing {
                saved: read.answer.clone(),
                version: read.version,
                now: read.answer,
                saving: Saving::No,
            }),
            // What was typed stays.
            (Self::Here(editing), Action::Read(Err(trouble))) => Self::Here(Editing {
                saving: Saving::Refused(trouble),
                ..editing
            }),
            (_, Action::Read(Err(trouble))) => Self::Failed(trouble),
            (Self::Here(editing), action) => Self::Here(editing.after(action)),
            (state, _) => state,
        };
        Rc::new(state)
    }
}

impl<F: Form> State<F> {
    /// What was changed and is not saved.
    fn unsaved(&self) -> Option<&Editing<F>> {
        match self {
            Self::Coming | Self::Failed(_) => None,
            Self::Here(editing) => {
                let is_changed = editing.now.changes(&editing.saved) > 0;
                is_changed.then_some(editing)
            }
        }
    }
}

impl<F: Clone> Editing<F> {
    fn after(mut self, action: Action<F>) -> Self {
        match action {
            Action::Change(change) => change(&mut self.now),
            Action::TakeBack => {
                self.now = self.saved.clone();
                self.saving = Saving::No;
            }
            Action::Save => self.saving = Saving::Now,
            // What was typed while it was being saved is a change of what is saved now.
            Action::Saved(Ok((saved, version))) => {
                self.saved = saved;
                self.version = version;
                self.saving = Saving::No;
            }
            Action::Saved(Err(trouble)) => self.saving = Saving::Refused(trouble),
            Action::ComeBack(_) | Action::Read(_) => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Problem;

    use super::*;

    fn after(actions: impl IntoIterator<Item = Action<&'static str>>) -> State<&'static str> {
        let read = |state: Rc<State<_>>, action| state.reduce(action);
        let state = actions.into_iter().fold(Rc::new(State::Coming), read);
        (*state).clone()
    }

    fn read(answer: &'static str) -> Action<&'static str> {
        Action::Read(Ok(Versioned {
            answer,
            version: None,
        }))
    }

    fn change(to: &'static str) -> Action<&'static str> {
        Action::Change(Box::new(move |form| *form = to))
    }

    fn editing(saved: &'static str, now: &'static str, saving: Saving) -> State<&'static str> {
        State::Here(Editing {
            saved,
            version: None,
            now,
            saving,
        })
    }

    #[test]
    fn what_is_typed_stays_when_it_is_refused_or_cannot_be_read_again() {
        let code = ProblemCode::ChangedMeanwhile;
        let refused = Trouble::Refused(Problem::new(code, String::new()));
        let actions = |last| [read("a"), change("b"), Action::Save, last];
        assert_eq!(
            after(actions(Action::Saved(Err(refused.clone())))),
            editing("a", "b", Saving::Refused(refused))
        );
        let unreachable = Trouble::Unreachable;
        assert_eq!(
            after(actions(Action::Read(Err(unreachable.clone())))),
            editing("a", "b", Saving::Refused(unreachable))
        );
        assert_eq!(
            after(actions(Action::TakeBack)),
            editing("a", "a", Saving::No)
        );
        assert_eq!(after(actions(read("c"))), editing("c", "c", Saving::No));
    }

    #[test]
    fn who_comes_back_goes_on_where_they_were() {
        let left = Editing {
            saved: "a",
            version: None,
            now: "b",
            saving: Saving::Now,
        };
        let back = Action::ComeBack(left);
        assert_eq!(after([back]), editing("a", "b", Saving::No));
    }

    #[test]
    fn what_is_typed_while_it_is_being_saved_is_a_change_afterwards() {
        let actions = [
            read("a"),
            change("b"),
            Action::Save,
            change("c"),
            Action::Saved(Ok(("b", None))),
        ];
        assert_eq!(after(actions), editing("b", "c", Saving::No));
    }

    #[test]
    fn one_bar_saves_both_and_reads_again_what_was_refused() {
        let done = Rc::new(std::cell::RefCell::new(Vec::new()));
        let note = |what: &'static str| {
            let done = done.clone();
            Callback::from(move |()| done.borrow_mut().push(what))
        };
        let bar = |changes, trouble, name: [&'static str; 2]| Bar {
            changes,
            is_right: true,
            is_busy: false,
            trouble,
            onsave: note(name[0]),
            onback: Callback::noop(),
            onload: note(name[1]),
        };
        let code = ProblemCode::ChangedMeanwhile;
        let refused = Trouble::Refused(Problem::new(code, String::new()));
        let both = bar(1, None, ["save one", "load one"]).and(bar(
            2,
            Some(refused),
            ["save two", "load two"],
        ));
        assert_eq!((both.changes, both.is_out_of_date()), (3, true));
        both.onsave.emit(());
        both.onload.emit(());
        assert_eq!(*done.borrow(), ["save one", "save two", "load two"]);
    }
}
