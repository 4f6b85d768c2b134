//! A workshop in a page.

use yew::prelude::*;

use super::{News, Task, Workshop};

/// Gives what begins a task, in place of what was under way, and what ends it. What is heard of it comes by `onnews`.
#[hook]
pub(crate) fn use_workshop(onnews: Callback<News>) -> (Callback<Task>, Callback<()>) {
    let current = use_mut_ref(|| None::<Workshop>);
    let begin = {
        let current = current.clone();
        Callback::from(move |task: Task| {
            let begun = Workshop::begin(&task, &onnews);
            if begun.is_none() {
                onnews.emit(News::Broken);
            }
            current.replace(begun);
        })
    };
    let end = Callback::from(move |()| drop(current.take()));
    (begin, end)
}
