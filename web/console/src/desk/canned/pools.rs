//! The canned messages that an operator has with others: the organisation's, and those of their queues.

use std::rc::Rc;

use hushdesk_protocol::rest::{CannedMessage, GetCanned, Pool};
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::{Canned, called};
use crate::loaded::{Loaded, use_loaded};

async fn pools() -> Result<Vec<CannedMessage>, Trouble> {
    api::all(|after| GetCanned { after }).await
}

/// The operator's own, and behind them those of the pools. One of their own takes the place of any of the same name; of several
/// shared ones all are offered.
#[hook]
pub(crate) fn use_with_pools(own: &Rc<Vec<Canned>>) -> Rc<Vec<Canned>> {
    let (pools, _) = use_loaded(pools);
    let shared = match pools {
        Loaded::Here(messages) => messages,
        Loaded::Coming | Loaded::Failed => Rc::default(),
    };
    use_memo((own.clone(), shared), |(own, shared)| both(own, shared))
}

fn both(own: &[Canned], shared: &[CannedMessage]) -> Vec<Canned> {
    let mut all = own.to_vec();
    for message in shared.iter().filter(|it| it.pool != Pool::Own) {
        let name = called(message.title.as_str());
        let is_own = own.iter().any(|it| it.name == name);
        if !name.is_empty() && !is_own {
            let text = message.text.as_str().to_owned();
            all.push(Canned { name, text });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_message_takes_the_place_of_a_shared_one_of_the_same_name() {
        let shared = |title: &str, text: &str| CannedMessage {
            id: hushdesk_protocol::ids::CannedId::from_bytes([7; 16]),
            pool: Pool::Organisation,
            title: title.parse().unwrap(),
            text: text.parse().unwrap(),
        };
        let own = Canned {
            name: "opening-hours".to_owned(),
            text: "Mine.".to_owned(),
        };
        let all = both(
            std::slice::from_ref(&own),
            &[
                shared("Opening hours", "Ours."),
                shared("Loans", "Two weeks."),
            ],
        );
        let loans = Canned {
            name: "loans".to_owned(),
            text: "Two weeks.".to_owned(),
        };
        assert_eq!(all, [own, loans]);
    }
}
