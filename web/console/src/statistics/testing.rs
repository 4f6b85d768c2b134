//! For tests: what was counted.

use std::rc::Rc;

use hushdesk_protocol::rest::{Day, Figures, Group, Spread, Statistics};
use yew::prelude::*;

use super::chart::{Asked, Of};
use crate::history::Wanted;
use crate::loaded::Loaded;
use crate::periods::Days;

/// All chats of some days.
pub(super) fn of(first: &str, last: &str) -> Of {
    let day = |text: &str| Day::try_from(text.to_owned()).unwrap();
    Of {
        wanted: Wanted::default(),
        days: Days::new(day(first), day(last)),
    }
}

/// So many chats, answered in some seconds.
pub(super) fn figures(chats: u32) -> Figures {
    Figures {
        chats,
        answered: chats,
        waited: Some(Spread {
            mean: 9_000,
            median: 7_000,
            percentile_95: 30_000,
        }),
        ..Figures::default()
    }
}

/// So many chats that have this in common.
pub(super) fn group(key: &str, chats: u32) -> Group {
    Group {
        key: Some(key.to_owned()),
        figures: figures(chats),
    }
}

/// These groups have come.
pub(super) fn came(groups: Vec<Group>) -> Asked {
    let chats = groups.iter().map(|it| it.figures.chats).sum();
    let counted = Statistics {
        all: figures(chats),
        before: Figures::default(),
        groups,
    };
    Asked {
        counted: Loaded::Here(Rc::new(counted)),
        again: Callback::noop(),
    }
}
