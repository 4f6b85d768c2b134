//! The page of the first steps.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::progress::{Progress, progress};
use crate::components::{Badge, Icon, Meaning};
use crate::frame::{Go, PageHead};
use crate::loaded::use_loaded;
use crate::route::Route;

/// One step.
struct Step {
    is_done: bool,
    title: &'static str,
    text: &'static str,
    /// Where it is done.
    link: Html,
}

/// All steps, in the order in which they are best taken.
#[component]
pub(crate) fn FirstStepsPage() -> Html {
    let (progress, again) = use_loaded(progress);
    html! {
        <div class="page narrow">
            <PageHead title={words::places::first_steps()} lead={words::first_steps::lead()} />
            { progress.draw(5, words::staff::not_loaded(), &again, |progress| list(progress)) }
        </div>
    }
}

fn list(progress: &Progress) -> Html {
    let steps = steps(progress);
    let left = steps.iter().filter(|step| !step.is_done).count();
    html! {
        <>
            <p role="status">{ words::first_steps::left(left) }</p>
            <ol class="steps">{ for steps.into_iter().map(draw) }</ol>
        </>
    }
}

fn draw(step: Step) -> Html {
    let (meaning, icon, says) = if step.is_done {
        (Meaning::Good, Icon::Check, words::first_steps::done())
    } else {
        (Meaning::Accent, Icon::Right, words::first_steps::to_do())
    };
    html! {
        <li class="card">
            <div class="body">
                <div class="row">
                    <h2>{ step.title }</h2>
                    <span class="push"><Badge {meaning} {icon}>{ says }</Badge></span>
                </div>
                <p class="soft">{ step.text }</p>
                <div>{ step.link }</div>
            </div>
        </li>
    }
}

fn steps(progress: &Progress) -> [Step; 5] {
    let go = |to: Route, says: &'static str| html! { <Go {to} class="button">{ says }</Go> };
    let skin = progress.skin.clone();
    let skin = skin.map_or(Route::Skins, |skin| Route::Skin { skin });
    let snippet = progress.snippet.clone();
    let page = snippet.clone();
    let snippet = snippet.map_or(Route::Snippets, |snippet| Route::Snippet { snippet });
    let chat = page.map(|snippet| {
        let href = format!("/chat/{snippet}");
        html! {
            <a class="button" {href} target="_blank" rel="noreferrer">{ words::first_steps::try_link() }</a>
        }
    });
    [
        Step {
            is_done: progress.has_keys,
            title: words::first_steps::keys(),
            text: words::first_steps::keys_text(),
            link: go(Route::Encryption, words::places::encryption()),
        },
        Step {
            is_done: progress.has_answered,
            title: words::first_steps::try_it(),
            text: words::first_steps::try_text(),
            link: chat.unwrap_or_else(|| go(Route::Snippets, words::places::snippets())),
        },
        Step {
            is_done: progress.has_colleagues,
            title: words::first_steps::people(),
            text: words::first_steps::people_text(),
            link: go(Route::People, words::places::people()),
        },
        Step {
            is_done: progress.has_words,
            title: words::first_steps::look(),
            text: words::first_steps::look_text(),
            link: go(skin, words::places::skins()),
        },
        Step {
            is_done: progress.has_sites,
            title: words::first_steps::pages(),
            text: words::first_steps::pages_text(),
            link: go(snippet, words::places::snippets()),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_was_set_up_begins_with_its_keys_and_tries_a_chat_with_itself() {
        let fresh = steps(&Progress::default());
        assert!(fresh.iter().all(|step| !step.is_done));
        assert_eq!(fresh[0].title, words::first_steps::keys());
        assert_eq!(fresh[1].title, words::first_steps::try_it());
    }
}
