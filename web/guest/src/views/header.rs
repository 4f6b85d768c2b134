//! The title, and the way out.

use yew::prelude::*;

use super::button::does;
use crate::catalogue::texts;
use crate::widget::GuestAction;

/// The widget's first line: the title of the skin, as soon as it is known, and where there is a page around, the way out.
pub(super) fn header(title: Option<&str>, closes: bool, act: &Callback<GuestAction>) -> Html {
    let title = title.unwrap_or_default().to_owned();
    html! {
        <header>
            <h1><bdi key={title.as_str()}>{ title }</bdi></h1>
            if closes {
                <button type="button" class="quiet close" aria-label={texts().close} title={texts().close}
                    onclick={does(act, GuestAction::Close)}>
                    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3l10 10M13 3L3 13" /></svg>
                </button>
            }
        </header>
    }
}
