//! How a chat went that is over.

use hushdesk_protocol::rest::Rating;
use hushdesk_texts::guest;
use yew::prelude::*;

use super::button::does;
use super::element::{element, words};
use crate::widget::GuestAction;

/// All there are, from bad to good.
const ALL: [u8; 5] = [1, 2, 3, 4, 5];

/// Five to choose from, and what becomes of it.
#[inline(never)]
pub(super) fn rating(chosen: Option<Rating>, act: &Callback<GuestAction>) -> Html {
    let all = ALL
        .into_iter()
        .filter_map(|number| Rating::try_from(number).ok());
    let more = match chosen {
        Some(_) => guest::rating::thanks(),
        None => guest::rating::more(),
    };
    html! {
        <fieldset CLASS="rating">
            { element("legend", "", vec![words(guest::rating::title())]) }
            { element("span", "soft small", vec![words(guest::rating::worst())]) }
            { for all.map(|rating| choice(rating, chosen == Some(rating), act)) }
            { element("span", "soft small", vec![words(guest::rating::best())]) }
            <p CLASS="soft small" role="status">{ more }</p>
        </fieldset>
    }
}

fn choice(rating: Rating, is_chosen: bool, act: &Callback<GuestAction>) -> Html {
    let number = u8::from(rating);
    let name = match number {
        1 => guest::rating::at_end(&number, &guest::rating::worst()),
        5 => guest::rating::at_end(&number, &guest::rating::best()),
        _ => guest::rating::of(&number),
    };
    html! {
        <label>
            <input type="radio" name="rating" checked={is_chosen} aria-label={name}
                onclick={does(act, GuestAction::Rate(rating))} />
            <span aria-hidden="true">{ number }</span>
        </label>
    }
}
