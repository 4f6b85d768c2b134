//! Fifty operators race for two hundred chats over real sockets: each chat has one winner, and everybody else is
//! told who it is.

use std::collections::BTreeMap;
use std::thread;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::frames::{
    ChatKind, Content, FromOperator, OfferEnd, Refusal, ToGuest, ToOperator,
};
use hushdesk_protocol::ids::{ChatId, Lease, OperatorName, SeatId, Seq};
use hushdesk_protocol::text::DisplayName;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::end::Side;
use hushdesk_tests::end::guest::Guest;
use hushdesk_tests::end::operator::hello;
use hushdesk_tests::library::{self, password};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, DeskSocket, GuestSocket};

const OPERATORS: usize = 50;
const CHATS: u8 = 200;

/// How the race ended for one operator: the chats they hold, and who holds the others.
#[derive(Default)]
struct Outcome {
    won: BTreeMap<ChatId, Lease>,
    lost: BTreeMap<ChatId, OperatorName>,
    refused: usize,
}

impl Outcome {
    /// Every chat has an end for this operator, and every claim an answer.
    fn is_complete(&self) -> bool {
        let chats = usize::from(CHATS);
        self.won.len() + self.lost.len() == chats && self.won.len() + self.refused == chats
    }
}

#[test]
fn of_fifty_operators_who_race_for_two_hundred_chats_each_chat_has_one() -> Result<()> {
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&server).found(&library::large(OPERATORS - 1)?)?;
    let desks = names()
        .map(|name| take_seat(&site, &name))
        .collect::<Result<Vec<_>>>()?;

    let racing: Vec<_> = desks
        .into_iter()
        .map(|desk| thread::spawn(move || race(desk)))
        .collect();
    let mut guests = (1..=CHATS)
        .map(|number| open(&site, number))
        .collect::<Result<Vec<_>>>()?;
    let mut winners = BTreeMap::new();
    let mut outcomes = Vec::new();
    for (name, racer) in names().zip(racing) {
        let outcome = racer.join().ok().context("a racer panicked")??;
        for (chat, lease) in &outcome.won {
            let former = winners.insert(chat.clone(), name.parse::<OperatorName>()?);
            ensure!(former.is_none(), "{chat:?} has two winners");
            ensure!(*lease == Lease(1), "{chat:?} was claimed twice");
        }
        outcomes.push(outcome);
    }

    assert_eq!(winners.len(), usize::from(CHATS));
    for outcome in &outcomes {
        let told = outcome.lost.iter();
        assert!(
            told.into_iter()
                .all(|(chat, by)| winners.get(chat) == Some(by))
        );
    }
    for (chat, guest) in &mut guests {
        assert_eq!(
            Some(answered_by(guest)?),
            winners.get(chat).map(DisplayName::of)
        );
    }
    Ok(())
}

/// Claims whatever is offered, the moment it is.
fn race(mut desk: DeskSocket) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    while !outcome.is_complete() {
        let frame = desk.receive()?;
        if let ToOperator::Offered(offer) = frame {
            desk.send(&FromOperator::Claim { chat: offer.chat })?;
        } else if let ToOperator::Claimed(held) = frame {
            outcome.won.insert(held.chat, held.lease);
        } else if let ToOperator::OfferEnded {
            chat,
            end: OfferEnd::Answered { by },
        } = frame
        {
            outcome.lost.insert(chat, by);
        } else if let ToOperator::Refused { refusal, .. } = frame {
            ensure!(refusal == Refusal::Answered, "{refusal}");
            outcome.refused += 1;
        }
    }
    Ok(outcome)
}

fn take_seat(site: &Site, name: &str) -> Result<DeskSocket> {
    let mut browser = Browser::at(site);
    browser.sign_in(name, &password(name))?;
    let mut desk = socket::desk(site, "circulation", &browser)?.socket()?;
    desk.send(&hello(SeatId::from_bytes([1; 16]), Vec::new()))?;
    desk.receive_until(|frame| matches!(frame, ToOperator::Welcome { .. }).then_some(()))?;
    Ok(desk)
}

fn open(site: &Site, number: u8) -> Result<(ChatId, GuestSocket)> {
    let guest = Guest::new(number, "circulation", ChatKind::Open)?;
    let mut socket = guest.connect(site)?;
    socket.send(&guest.arrive(Seq(0)))?;
    Ok((guest.chat().clone(), socket))
}

fn answered_by(guest: &mut GuestSocket) -> Result<DisplayName> {
    guest.receive_until(|frame| {
        let entries = match frame {
            ToGuest::Chat(chat) => chat.entries.as_slice(),
            ToGuest::Entry(entry) => std::slice::from_ref(entry),
            ToGuest::Sent(_)
            | ToGuest::Epoch { .. }
            | ToGuest::Typing(_)
            | ToGuest::Presence { .. }
            | ToGuest::Waiting(_)
            | ToGuest::Changed
            | ToGuest::Moved { .. }
            | ToGuest::Refused { .. } => &[],
        };
        entries.iter().find_map(|entry| match &entry.content {
            Content::Claimed { operator, .. } => Some(operator.clone()),
            Content::KeyExchange { .. }
            | Content::Message { .. }
            | Content::Interrupted { .. }
            | Content::HolderRefused { .. }
            | Content::EarlierAsked { .. }
            | Content::Passing { .. }
            | Content::Kept { .. }
            | Content::Notice { .. }
            | Content::Closed { .. } => None,
        })
    })
}

/// All who staff the desk: the administrator, who is one of the fifty a library can be set up with, too.
fn names() -> impl Iterator<Item = String> {
    let desks = (1..OPERATORS).map(|number| format!("desk{number}"));
    std::iter::once("admin".to_owned()).chain(desks)
}
