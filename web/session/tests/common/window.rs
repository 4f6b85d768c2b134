//! A window of an operator to which the frames of the queue are said by hand, whatever it seals with.

use getrandom::SysRng;
use hushdesk_protocol::frames::{
    Availability, ChatKind, Colleague, Entry, FromOperator, GuestLabel, Handing, HeldChat, Offer,
    Origin, Recipient, Sent, Status, ToOperator, TransferState, Waiting,
};
use hushdesk_protocol::ids::{ChatId, Epoch, Lease, OperatorName, SeatId, Timestamp};
use hushdesk_protocol::text::DisplayName;
use hushdesk_session::desk::{Desk, DeskEffect, DeskEvent};
use hushdesk_session::operator_session::{ChatView, KeptChat};
use hushdesk_session::sealing::{OpenOnly, Sealing};
use hushdesk_session::text::Text;
use rand_core::UnwrapErr;

/// A window of desk1.
pub(crate) struct Window<S: Sealing> {
    sealing: S,
    pub(crate) desk: Desk<S>,
    kept: Option<Vec<u8>>,
    pub(crate) now: Timestamp,
}

pub(crate) const NOW: Timestamp = Timestamp(1_700_000_000_000);

/// By which it holds its chat.
pub(crate) const LEASE: Lease = Lease(1);

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
        lease: LEASE,
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

impl Window<OpenOnly> {
    /// One for open chats, connected.
    pub(crate) fn new(chats: Vec<HeldChat>, offers: Vec<Offer>) -> Self {
        let mut window = Self::sealing(OpenOnly);
        window.does(DeskEvent::Connected);
        window.is_welcomed(chats, offers);
        window
    }
}

impl<S: Sealing> Window<S> {
    /// One that seals with this, and is not connected yet.
    pub(crate) fn sealing(sealing: S) -> Self {
        Self {
            desk: Desk::new(SeatId::from_bytes([1; 16]), sealing.clone()),
            sealing,
            kept: None,
            now: NOW,
        }
    }

    /// The window is made anew of what it has kept.
    pub(crate) fn reload(&mut self) {
        let kept = self.kept.as_deref().and_then(KeptChat::from_bytes);
        let desk = Desk::new(SeatId::from_bytes([1; 16]), self.sealing.clone());
        self.desk = desk.having_kept(&name("desk1"), kept.into_iter().collect());
    }

    /// The line is there, and the queue says that this window holds this. Gives what follows after the `hello`.
    pub(crate) fn connect(&mut self, held: HeldChat) -> Vec<FromOperator> {
        self.does(DeskEvent::Connected);
        self.is_welcomed(vec![held], Vec::new())
    }

    pub(crate) fn is_welcomed(
        &mut self,
        chats: Vec<HeldChat>,
        offers: Vec<Offer>,
    ) -> Vec<FromOperator> {
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
        })
    }

    /// The frames that follow from it.
    pub(crate) fn does(&mut self, event: DeskEvent) -> Vec<FromOperator> {
        let rng = &mut UnwrapErr(SysRng);
        let mut frames = Vec::new();
        for effect in self.desk.handle(event, self.now, rng) {
            match effect {
                DeskEffect::Send(frame) => frames.push(frame),
                DeskEffect::Keep(kept) => self.kept = Some(kept.to_bytes()),
                DeskEffect::Forget(_)
                | DeskEffect::Alert(_)
                | DeskEffect::WakeAt(_)
                | DeskEffect::HangUp => {}
            }
        }
        frames
    }

    pub(crate) fn hears(&mut self, frame: ToOperator) -> Vec<FromOperator> {
        self.does(DeskEvent::Received(Box::new(frame)))
    }

    pub(crate) fn gets(&mut self, entry: Entry) -> Vec<FromOperator> {
        let chat = chat();
        self.hears(ToOperator::Entry { chat, entry })
    }

    pub(crate) fn transfer(&mut self, transfer: TransferState) -> Vec<FromOperator> {
        let chat = chat();
        self.hears(ToOperator::Transfer { chat, transfer })
    }

    pub(crate) fn writes(&mut self, text: &str) -> Vec<FromOperator> {
        self.passes(Text::typed(text).unwrap())
    }

    /// A text that need not have been typed.
    pub(crate) fn passes(&mut self, text: Text) -> Vec<FromOperator> {
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
