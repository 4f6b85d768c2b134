//! What is read out to an operator who does not look at the place where it happens: what is new between two
//! views of a desk.

use hushdesk_protocol::frames::{Closer, GuestLabel, Whereabouts};
use hushdesk_protocol::ids::{ChatId, OperatorName};
use hushdesk_web::session::comparison::Comparison;
use hushdesk_web::session::desk::{DeskView, OfferStanding, OfferView};
use hushdesk_web::session::operator_session::{ChatView, Standing};

use super::state::queue_desk::QueueDesk;

/// Something worth saying.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Happening {
    /// A chat waits.
    Offered {
        /// Who.
        guest: GuestLabel,
        /// At which queue.
        queue: String,
    },
    /// Somebody else answered a chat.
    Answered {
        /// Whose.
        guest: GuestLabel,
        /// Who.
        by: OperatorName,
    },
    /// A guest left before anybody came.
    GuestLeft {
        /// Who.
        guest: GuestLabel,
    },
    /// The guest of a chat of this window asks something that only the operator knows.
    Asked {
        /// Who.
        guest: GuestLabel,
    },
    /// The guest of a chat of this window has lost the connection.
    GuestAbsent {
        /// Whose.
        guest: GuestLabel,
    },
    /// A chat that this window wanted stays with its sender.
    Withdrawn {
        /// Whose.
        guest: GuestLabel,
    },
    /// The chat is this window's.
    Claimed {
        /// Whose.
        guest: GuestLabel,
    },
    /// A chat of this window has ended, and it was not the operator who ended it.
    Ended {
        /// Whose.
        guest: GuestLabel,
    },
    /// A chat of this window is somebody else's, or another window's.
    WithSomebody {
        /// Whose.
        guest: GuestLabel,
        /// Who has it.
        by: OperatorName,
    },
    /// A colleague has said something to this operator.
    Told {
        /// Who.
        by: OperatorName,
    },
    /// A colleague has said something to all at a queue.
    ToldAll {
        /// Who.
        by: OperatorName,
        /// At which queue.
        queue: String,
    },
    /// A chat has gone from this window, and with whom it is now is not known, or nobody.
    NotHere {
        /// Whose.
        guest: GuestLabel,
    },
}

/// What was announced last, and how often something was.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Announcement {
    happenings: Vec<Happening>,
    count: usize,
}

impl Announcement {
    /// The next announcement; nothing new leaves the last one standing.
    pub(crate) fn say(&mut self, happenings: Vec<Happening>) {
        if !happenings.is_empty() {
            self.happenings = happenings;
            self.count = self.count.wrapping_add(1);
        }
    }

    /// What it is about.
    pub(crate) fn happenings(&self) -> &[Happening] {
        &self.happenings
    }

    /// Whether it has an odd number: two that follow each other differ, and so are both read out, even if
    /// they say the same.
    pub(crate) const fn odd(&self) -> bool {
        self.count % 2 == 1
    }
}

/// What has happened at a desk.
pub(super) fn happenings(before: &DeskView, now: &QueueDesk) -> Vec<Happening> {
    let offers = now.view.offers.iter().filter_map(|offer| {
        let known = before
            .offers
            .iter()
            .find(|known| known.offer.chat == offer.offer.chat);
        offer_happening(known.map(|known| &known.standing), offer, &now.queue.title)
    });
    let chats = now.view.chats.iter().filter_map(|chat| {
        let known = before.chats.iter().find(|known| known.chat == chat.chat);
        chat_happening(known, chat, was_offered(before, &chat.chat))
    });
    offers.chain(chats).collect()
}

fn was_offered(view: &DeskView, chat: &ChatId) -> bool {
    view.offers.iter().any(|offer| offer.offer.chat == *chat)
}

fn offer_happening(
    before: Option<&OfferStanding>,
    now: &OfferView,
    queue: &str,
) -> Option<Happening> {
    let guest = now.offer.guest.clone();
    match (&now.standing, before) {
        (standing, Some(before)) if standing == before => None,
        (OfferStanding::Waiting, None) if now.offer.dismissed => None,
        (OfferStanding::Waiting, None) => Some(Happening::Offered {
            guest,
            queue: queue.to_owned(),
        }),
        (OfferStanding::Waiting | OfferStanding::Claiming, _) => None,
        (OfferStanding::Answered { by }, _) => Some(Happening::Answered {
            guest,
            by: by.clone(),
        }),
        (OfferStanding::GuestLeft | OfferStanding::Unanswered | OfferStanding::Ended { .. }, _) => {
            Some(Happening::GuestLeft { guest })
        }
        (OfferStanding::PassedOn { .. } | OfferStanding::Withdrawn, _) => {
            Some(Happening::Withdrawn { guest })
        }
    }
}

fn chat_happening(before: Option<&ChatView>, now: &ChatView, offered: bool) -> Option<Happening> {
    let guest = now.guest.clone();
    match (before, gone(now)) {
        (Some(before), Some(gone)) if before.standing != now.standing && is_news_after(before) => {
            Some(gone)
        }
        (None, None) if offered => Some(Happening::Claimed { guest }),
        (Some(before), None) if before.absent_since.is_none() && now.absent_since.is_some() => {
            Some(Happening::GuestAbsent { guest })
        }
        (Some(before), None) if !is_asked(before) && is_asked(now) => {
            Some(Happening::Asked { guest })
        }
        (Some(_) | None, _) => None,
    }
}

const fn is_asked(chat: &ChatView) -> bool {
    matches!(chat.comparison, Comparison::Asked { .. })
}

/// What has become of a chat that is not this window's any more, unless its operator ended it here.
fn gone(chat: &ChatView) -> Option<Happening> {
    let guest = chat.guest.clone();
    let by = match &chat.standing {
        Standing::Closed {
            by: Closer::Operator,
        }
        | Standing::Exchanging
        | Standing::Sealed { .. }
        | Standing::Refused
        | Standing::Open
        | Standing::Passing(_)
        | Standing::Ending => return None,
        Standing::Closed { .. } => return Some(Happening::Ended { guest }),
        Standing::HandedOn { to } => to,
        Standing::Lapsed { now } => match now {
            Some(Whereabouts::Held { by }) => by,
            Some(Whereabouts::Closed { .. } | Whereabouts::Forgotten) => {
                return Some(Happening::Ended { guest });
            }
            Some(Whereabouts::KeyRefused | Whereabouts::Waiting | Whereabouts::Moved { .. })
            | None => {
                return Some(Happening::NotHere { guest });
            }
        },
    };
    let by = by.clone();
    Some(Happening::WithSomebody { guest, by })
}

/// Whether it was not known until now what has become of a chat. Of what happens to it elsewhere later nothing is said.
fn is_news_after(before: &ChatView) -> bool {
    !before.standing.is_over() || before.standing == Standing::Lapsed { now: None }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::session::desk::OfferStanding::{Answered, Claiming, GuestLeft, Waiting};

    use super::super::fixtures::{chat, desk, desk2, guest, offer, sealed};
    use super::super::wording;
    use super::*;
    use crate::desk::names::Names;

    fn between(before: &QueueDesk, after: &QueueDesk) -> Vec<Happening> {
        happenings(&before.view, after)
    }

    #[test]
    fn a_new_offer_is_said_with_its_queue_and_once() {
        let empty = desk("reference", vec![], vec![]);
        let waiting = desk("reference", vec![offer(1, Waiting)], vec![]);
        let (guest, queue) = (guest(1), "REFERENCE".to_owned());
        assert_eq!(
            between(&empty, &waiting),
            [Happening::Offered { guest, queue }]
        );
        assert_eq!(between(&waiting, &waiting), []);
    }

    #[test]
    fn who_was_quicker_is_said_and_so_is_a_guest_who_left() {
        let before = desk(
            "reference",
            vec![offer(1, Claiming), offer(2, Waiting)],
            vec![],
        );
        let answered = Answered { by: desk2() };
        let after = desk(
            "reference",
            vec![offer(1, answered), offer(2, GuestLeft)],
            vec![],
        );
        assert_eq!(
            between(&before, &after),
            [
                Happening::Answered {
                    guest: guest(1),
                    by: desk2()
                },
                Happening::GuestLeft { guest: guest(2) },
            ]
        );
    }

    #[test]
    fn a_won_claim_is_said_and_a_chat_that_came_back_is_not() {
        let before = desk("reference", vec![offer(1, Claiming)], vec![]);
        let after = desk(
            "reference",
            vec![],
            vec![chat(1, Standing::Exchanging), chat(2, Standing::Exchanging)],
        );
        assert_eq!(
            between(&before, &after),
            [Happening::Claimed { guest: guest(1) }]
        );
    }

    #[test]
    fn a_guest_who_loses_the_connection_is_said_once() {
        let here = desk("reference", vec![], vec![chat(1, sealed())]);
        let mut gone = here.clone();
        gone.view.chats[0].absent_since = Some(hushdesk_protocol::ids::Timestamp(7));
        assert_eq!(
            between(&here, &gone),
            [Happening::GuestAbsent { guest: guest(1) }]
        );
        assert_eq!(between(&gone, &gone), []);
        assert_eq!(between(&gone, &here), []);
    }

    #[test]
    fn only_an_end_by_others_is_said() {
        let before = desk(
            "reference",
            vec![],
            vec![chat(1, sealed()), chat(2, sealed())],
        );
        let ended = |by| Standing::Closed { by };
        let after = desk(
            "reference",
            vec![],
            vec![
                chat(1, ended(Closer::Guest)),
                chat(2, ended(Closer::Operator)),
            ],
        );
        assert_eq!(
            between(&before, &after),
            [Happening::Ended { guest: guest(1) }]
        );
    }

    #[test]
    fn a_chat_that_has_gone_to_somebody_is_not_said_to_have_ended() {
        let before = desk(
            "reference",
            vec![],
            vec![chat(1, sealed()), chat(2, sealed()), chat(3, sealed())],
        );
        let held = Whereabouts::Held { by: desk2() };
        let after = desk(
            "reference",
            vec![],
            vec![
                chat(1, Standing::HandedOn { to: desk2() }),
                chat(2, Standing::Lapsed { now: Some(held) }),
                chat(
                    3,
                    Standing::Lapsed {
                        now: Some(Whereabouts::Waiting),
                    },
                ),
            ],
        );
        let (first, second) = (guest(1), guest(2));
        assert_eq!(
            between(&before, &after),
            [
                Happening::WithSomebody {
                    guest: first,
                    by: desk2()
                },
                Happening::WithSomebody {
                    guest: second,
                    by: desk2()
                },
                Happening::NotHere { guest: guest(3) },
            ]
        );
        let names = Names::of_own(&"desk1".parse().unwrap(), &"Desk One".parse().unwrap());
        let said = between(&before, &after);
        let said: Vec<_> = said
            .iter()
            .map(|it| wording::happening(it, &names))
            .collect();
        assert_eq!(
            said,
            [
                "The chat with Guest 1 is with desk2 now.",
                "The chat with Guest 2 is with desk2 now.",
                "The chat with Guest 3 is not in this window any more.",
            ]
        );
    }

    #[test]
    fn where_a_lapsed_chat_is_is_said_once_it_is_known_and_what_happens_there_is_not() {
        let lapsed = |now| desk("reference", vec![], vec![chat(1, Standing::Lapsed { now })]);
        let held = lapsed(Some(Whereabouts::Held { by: desk2() }));
        assert_eq!(
            between(&lapsed(None), &held),
            [Happening::WithSomebody {
                guest: guest(1),
                by: desk2()
            }]
        );
        assert_eq!(between(&lapsed(None), &lapsed(None)), []);
        let over = lapsed(Some(Whereabouts::Closed { by: Closer::Guest }));
        assert_eq!(between(&held, &over), []);
    }
}
