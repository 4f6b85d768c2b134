//! From when to when each key counts, as a picture: whether one takes over before another ends is seen at a glance. The table
//! over it says the same in words.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{Key, KeyState};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use crate::dates::long_day;

/// How wide the picture is, in units of its own.
const WIDTH: u64 = 1_000;

/// Days that are shown after now, at least.
const AHEAD_DAYS: u64 = 90;

const DAY_MILLIS: u64 = 86_400_000;

/// Keys that are drawn, at most: those that count, and then those that counted last.
const DRAWN_MAX: usize = 30;

/// Where a key begins and ends to count in the picture. Without an end it goes on beyond its edge.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Span {
    from: u64,
    until: u64,
}

/// What is shown: from when to when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Extent {
    from: Timestamp,
    until: Timestamp,
}

/// The keys that have ever counted, each in a line. Of one alone there is nothing to compare.
pub(super) fn timeline(keys: &[&Key], now: Timestamp) -> Html {
    let keys: Vec<_> = keys.iter().take(DRAWN_MAX).copied().collect();
    if keys.len() < 2 {
        return Html::default();
    }
    let extent = Extent::of(&keys, now);
    let today = extent.place(now);
    let lines = keys.iter().map(|key| line(key, extent.span(key), today));
    html! {
        <figure class="timeline">
            <figcaption>{ texts::encryption::timeline() }</figcaption>
            <ul role="list">{ for lines }</ul>
            <p class="ends soft small"><span>{ long_day(extent.from) }</span><span>{ long_day(extent.until) }</span></p>
        </figure>
    }
}

fn line(key: &Key, span: Span, today: u64) -> Html {
    let counts = span.from <= today && today < span.until;
    let from = long_day(key.added);
    let says = match end(key) {
        Some(end) => texts::encryption::counts_from_to(&from, &long_day(end)),
        None => texts::encryption::counts_from(&from),
    };
    let width = span.until.saturating_sub(span.from).max(4);
    html! {
        <li key={key.fingerprint.as_str()}>
            <bdi>{ key.label.as_str() }</bdi>
            <svg viewBox={format!("0 0 {WIDTH} 24")} preserveAspectRatio="none" role="img" aria-label={says}>
                <rect class={if counts { "counts" } else { "over" }} x={span.from.to_string()} y="4" width={width.to_string()} height="16" />
                <rect class="today" x={today.to_string()} y="0" width="3" height="24" />
            </svg>
        </li>
    }
}

/// When it stopped to count, or will.
fn end(key: &Key) -> Option<Timestamp> {
    let revoked = match key.state {
        KeyState::Revoked { at } => Some(at),
        KeyState::Proposed | KeyState::Pinned => None,
    };
    revoked.into_iter().chain(key.expires).min()
}

impl Extent {
    fn of(keys: &[&Key], now: Timestamp) -> Self {
        let from = keys.iter().map(|key| key.added).min().unwrap_or(now);
        let last = keys.iter().filter_map(|key| key.expires).max();
        let ahead = now.plus(AHEAD_DAYS * DAY_MILLIS);
        Self {
            from: from.min(now),
            until: last.map_or(ahead, |last| last.max(ahead)),
        }
    }

    fn span(self, key: &Key) -> Span {
        Span {
            from: self.place(key.added),
            until: end(key).map_or(WIDTH, |end| self.place(end)),
        }
    }

    /// Where a moment is in the picture.
    fn place(self, at: Timestamp) -> u64 {
        let all = self.until.since(self.from).max(1);
        let passed = at.since(self.from).min(all);
        passed.saturating_mul(WIDTH) / all
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Fingerprint;

    use super::*;

    const NOW: Timestamp = Timestamp(1_000 * DAY_MILLIS);

    fn key(added: u64, expires: Option<u64>, state: KeyState) -> Key {
        let day = |day: u64| Timestamp(day * DAY_MILLIS);
        Key {
            fingerprint: Fingerprint::from_bytes([1; 20]),
            label: "Desk".parse().unwrap(),
            holder: None,
            name: None,
            added: day(added),
            expires: expires.map(day),
            state,
        }
    }

    #[test]
    fn a_key_is_drawn_from_when_it_was_added_to_when_it_ends() {
        let old = key(910, Some(1_000), KeyState::Pinned);
        let new = key(955, None, KeyState::Pinned);
        let extent = Extent::of(&[&old, &new], NOW);
        let (from, until) = (0, 500);
        assert_eq!(extent.span(&old), Span { from, until });
        let (from, until) = (250, WIDTH);
        assert_eq!(extent.span(&new), Span { from, until });
        assert_eq!(extent.place(NOW), 500);
    }

    #[test]
    fn what_was_revoked_ends_there() {
        let at = Timestamp(955 * DAY_MILLIS);
        let revoked = key(910, Some(1_090), KeyState::Revoked { at });
        let extent = Extent::of(&[&revoked], NOW);
        assert_eq!(
            extent.span(&revoked),
            Span {
                from: 0,
                until: 250
            }
        );
    }
}
