//! A window of an operator to which the frames of the queue are said by hand.

use std::sync::Arc;

use hushdesk_protocol::frames::{
    Availability, ChatKind, Colleague, FromOperator, GuestLabel, Handing, HeldChat, Offer, Origin,
    Recipient, Sent, Status, ToOperator, TransferState, Waiting,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, OperatorName, SeatId, Timestamp};
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::otr::Otr;
use hushdesk_web::session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_web::session::operator_session::ChatView;
use hushdesk_web::session::text::Text;
use otr_wasm::Identity;

use super::random::SeededRng;

/// A window of desk1.
pub(crate) struct Window {
    pub(crate) desk: Desk,
    pub(crate) rng: SeededRng,
    pub(crate) now: Timestamp,
}

pub(crate) const NOW: Timestamp = Timestamp(1_700_000_000_000);

pub(crate) fn chat() -> ChatId {
    ChatId::from_bytes([7; 16])
}

pub(crate) fn name(name: &str) -> OperatorName {
    name.parse().unwrap()
}

pub(crate) fn display(name: &str) -> DisplayName {
    name.parse().unwrap()
}

pub(crate) fn colleague(operator: &str, status: Status) -> Colleague {
    Colleague {
        operator: name(operator),
        display: display(operator),
        availability: Availability {
            status,
            ..Availability::default()
        },
        chats: 2,
        takes: status.takes_chats(),
    }
}

pub(crate) fn held(origin: Origin, handing: Option<Handing>) -> HeldChat {
    HeldChat {
        chat: chat(),
        lease: Lease(1),
        guest: GuestLabel("Guest".to_owned()),
        kind: ChatKind::Open,
        epoch: Epoch(0),
        skin: "skin".parse().unwrap(),
        since: NOW,
        page: None,
        origin,
        handing,
        outcome: None,
        absent_since: None,
        sent: Sent::default(),
        entries: Vec::new(),
    }
}

pub(crate) fn offer(origin: Origin) -> Offer {
    Offer {
        chat: chat(),
        guest: GuestLabel("Guest".to_owned()),
        kind: ChatKind::Open,
        skin: "skin".parse().unwrap(),
        since: NOW,
        page: None,
        origin,
        absent_since: None,
        dismissed: false,
        entries: Vec::new(),
    }
}

pub(crate) fn to_desk2() -> Recipient {
    Recipient::Operator(name("desk2"))
}

pub(crate) fn handing() -> Handing {
    Handing {
        recipient: to_desk2(),
        until: NOW.plus(60_000),
    }
}

impl Window {
    pub(crate) fn new(chats: Vec<HeldChat>, offers: Vec<Offer>) -> Self {
        let mut rng = SeededRng::new(90);
        let identity = Arc::new(Identity::generate(&mut rng));
        let desk = Desk::new(SeatId::from_bytes([1; 16]), Otr::of(identity));
        let now = NOW;
        let mut window = Self { desk, rng, now };
        window.does(DeskEvent::Connected);
        window.is_welcomed(chats, offers);
        window
    }

    pub(crate) fn is_welcomed(&mut self, chats: Vec<HeldChat>, offers: Vec<Offer>) {
        self.hears(ToOperator::Welcome {
            operator: name("desk1"),
            now: NOW,
            waiting: Waiting::default(),
            offers,
            chats,
            lapsed: vec![],
            colleagues: vec![
                colleague("desk2", Status::Chat),
                colleague("desk1", Status::Available),
            ],
        });
    }

    /// The frames that follow from it.
    pub(crate) fn does(&mut self, event: DeskEvent) -> Vec<FromOperator> {
        let effects = self.desk.handle(event, self.now, &mut self.rng);
        let frames = effects.into_iter().filter_map(|effect| match effect {
            DeskEffect::Send(frame) => Some(frame),
            DeskEffect::Keep(_)
            | DeskEffect::Forget(_)
            | DeskEffect::Alert(_)
            | DeskEffect::WakeAt(_)
            | DeskEffect::HangUp => None,
        });
        frames.collect()
    }

    pub(crate) fn hears(&mut self, frame: ToOperator) -> Vec<FromOperator> {
        self.does(DeskEvent::Received(Box::new(frame)))
    }

    pub(crate) fn transfer(&mut self, transfer: TransferState) -> Vec<FromOperator> {
        let chat = chat();
        self.hears(ToOperator::Transfer { chat, transfer })
    }

    pub(crate) fn writes(&mut self, text: &str) -> Vec<FromOperator> {
        let text = Text::typed(text).unwrap();
        self.does(DeskEvent::Wrote { chat: chat(), text })
    }

    pub(crate) fn hands_on(&mut self) -> Vec<FromOperator> {
        self.does(DeskEvent::Transfer {
            chat: chat(),
            recipient: to_desk2(),
            note: None,
        })
    }

    pub(crate) fn chat(&self) -> ChatView {
        self.desk.view().chats[0].clone()
    }
}
