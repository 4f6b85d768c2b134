//! What is told over the conversation, of the connection above all: one thing at a time.

use hushdesk_texts::guest::{compare, notice};
use hushdesk_web::components::anew;
use hushdesk_web::session::comparison::Comparison;
use hushdesk_web::session::flow::{Flow, Hold};
use hushdesk_web::session::guest_session::{GuestStanding, GuestView, Permission};
use hushdesk_web::session::line::Line;
use yew::prelude::*;

use super::element::element;
use super::icon::{self, Icon, icon};
use crate::widget::{Conversation, Foot};

/// Something to be told.
pub(super) struct Notice {
    drawn: Icon,
    look: &'static str,
    pub(super) sentence: AttrValue,
}

/// Draws it. Who does not see it is told by the announcer.
pub(super) fn notice(notice: &Notice) -> Html {
    let said = element("p", "", vec![anew(&notice.sentence)]);
    element("div", notice.look, vec![icon(notice.drawn), said])
}

impl Notice {
    /// The most important thing, if there is one.
    pub(super) fn of(chat: &Conversation) -> Option<Self> {
        let view = &chat.view;
        if chat.copied {
            return Some(Self::good(notice::copied()));
        }
        if view.standing.is_over() {
            return None;
        }
        Self::of_the_line(chat)
            .or_else(|| chat.back.then(|| Self::good(notice::back())))
            .or_else(|| Self::of_the_flow(view))
            .or_else(|| Self::of_the_operator(chat))
    }

    /// Nothing while the line is up: then the chat matters. Where nothing can be written any more the line does not matter,
    /// unless the guest's last word is still to go.
    fn of_the_line(chat: &Conversation) -> Option<Self> {
        let view = &chat.view;
        let is_ending = view.standing == GuestStanding::Ending;
        Some(match view.line {
            Line::Elsewhere | Line::Refused(_) => return None,
            Line::Up | Line::Moving(_) if is_ending => {
                Self::calm(icon::CLOCK, notice::ending().into())
            }
            _ if is_ending => Self::warn(notice::ending_offline()),
            Line::Up | Line::Moving(_) => return None,
            _ if !view.writable() => return None,
            Line::Connecting if chat.unreached && chat.is_unsent() => {
                Self::warn(notice::unreached_unsent())
            }
            Line::Connecting if chat.unreached => Self::warn(notice::unreached()),
            Line::Connecting => Self::calm(icon::CLOCK, notice::connecting().into()),
            Line::Down => Self::warn(notice::offline()).and(chat, notice::kept()),
        })
    }

    /// Nothing while what the guest writes is taken, or does not matter any more.
    fn of_the_flow(view: &GuestView) -> Option<Self> {
        let sentence = match view.flow {
            Flow::Held(Hold::TooMany { .. }) => notice::much_waits(),
            Flow::Held(Hold::TooFast { .. }) => notice::too_fast(),
            Flow::Free | Flow::Full | Flow::Held(Hold::HandedOn) => return None,
        };
        view.standing.writable().then(|| Self::warn(sentence))
    }

    fn of_the_operator(chat: &Conversation) -> Option<Self> {
        let view = &chat.view;
        match (&view.standing, view.permission) {
            (GuestStanding::Passing { operator, .. }, _) => {
                let passing = Self::calm(icon::PASS, notice::passing(operator).into());
                Some(passing.and(chat, notice::kept_for_them()))
            }
            (
                GuestStanding::Exchanging { operator } | GuestStanding::Talking { operator, .. },
                permission,
            ) => {
                if !view.present {
                    let away = Self::calm(icon::OFF, notice::away(operator).into());
                    return Some(away.and(chat, notice::kept_for_them()));
                }
                match permission {
                    Permission::Sending { arrived, of } => {
                        let percent = arrived.saturating_mul(100) / of.max(1);
                        Some(Self::calm(icon::PAGE, notice::showing(&percent).into()))
                    }
                    Permission::None | Permission::Asked => (view.comparison
                        == Comparison::Waiting { ours: true })
                    .then(|| Self::calm(icon::CLOCK, compare::waiting(operator).into())),
                }
            }
            (
                GuestStanding::Waiting { .. }
                | GuestStanding::Interrupted { .. }
                | GuestStanding::Doubtful { .. }
                | GuestStanding::LookingForAnother { .. }
                | GuestStanding::Ending
                | GuestStanding::Over(_),
                _,
            ) => None,
        }
    }

    /// The same, with what becomes of what is written, where something can be written.
    fn and(self, chat: &Conversation, kept: &'static str) -> Self {
        if let Foot::Field { .. } = chat.foot() {
            let sentence = format!("{} {kept}", self.sentence).into();
            Self { sentence, ..self }
        } else {
            self
        }
    }

    fn warn(sentence: &'static str) -> Self {
        Self {
            drawn: icon::OFF,
            look: "notice",
            sentence: sentence.into(),
        }
    }

    const fn calm(drawn: Icon, sentence: AttrValue) -> Self {
        Self {
            drawn,
            look: "notice calm",
            sentence,
        }
    }

    fn good(sentence: &'static str) -> Self {
        Self {
            drawn: icon::CHECK,
            look: "notice good",
            sentence: sentence.into(),
        }
    }
}
