//! Times of day, as the reader's language writes them.

use hushdesk_protocol::ids::Timestamp;
use yew::prelude::*;

use crate::spelling;

/// A moment as hours and minutes, `14:05`, with the whole date for programs.
pub fn time_of_day(at: Timestamp) -> Html {
    html! { <time datetime={spelling::date_time(at)}>{ spelling::time_of_day(at) }</time> }
}
