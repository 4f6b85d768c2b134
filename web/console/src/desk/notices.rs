//! Sentences over the desk: what is wrong with the lines to the queues, and with being called.

use std::rc::Rc;

use hushdesk_protocol::rest::Session;
use hushdesk_texts::console as texts;
use hushdesk_web::session::desk::Line;
use yew::prelude::*;

use super::arrival::SoundNotice;
use super::state::DeskState;
use super::state::queue_desk::QueueDesk;
use super::window::use_back;
use super::wording;
use crate::components::{Elapsed, Meaning, Notice};
use crate::document::reload;
use crate::frame::Overlay;

/// How things stand.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct NoticesProps {
    pub(crate) state: DeskState,
    /// Whether this window staffs a queue.
    pub(crate) staffs: bool,
    pub(crate) session: Rc<Session>,
    /// Something is to be shown over the desk.
    pub(crate) onshow: Callback<Overlay>,
    /// The operator takes chats again.
    pub(crate) onavailable: Callback<()>,
}

/// One line each; none where all is well.
#[component]
pub(crate) fn Notices(props: &NoticesProps) -> Html {
    let desks = props.state.desks();
    // One that is replaced does not come back, and that is said.
    let offline = offline(desks).filter(|_| !props.state.replaced());
    let back = use_back(offline.is_some());
    let (meaning, line) = match offline {
        None if back => (Meaning::Good, Some(texts::lines::back().to_owned())),
        offline => (Meaning::Warn, offline),
    };
    html! {
        <section class="notices" aria-label={texts::lines::notices()}>
            <Notice {meaning} live={true}>{ line }</Notice>
            for (queue, sentence) in desks.iter().filter_map(turned_away) {
                <Notice key={queue} meaning={Meaning::Bad} live={true}>
                    { sentence }
                    <button type="button" class="button less" onclick={|_| reload()}>{ texts::frame::reload() }</button>
                </Notice>
            }
            if props.state.replaced() {
                <Notice meaning={Meaning::Bad} live={true}>
                    { texts::lines::replaced() }
                    <button type="button" class="button less" onclick={|_| reload()}>{ texts::lines::use_here() }</button>
                </Notice>
            }
            if let Some(sentence) = off_duty(props).filter(|_| !props.state.replaced()) {
                <Notice meaning={Meaning::Warn} live={true}>
                    { sentence }
                    <button type="button" class="button less" onclick={props.onshow.reform(|_| Overlay::Status)}>
                        { texts::people::choose_queues() }
                    </button>
                </Notice>
            }
            <AwayNotice state={props.state.clone()} staffs={props.staffs} onavailable={&props.onavailable} />
            <SoundNotice />
            if props.session.queues.is_empty() {
                <Notice meaning={Meaning::Warn}>{ texts::lines::no_queues() }</Notice>
            }
        </section>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct AwayNoticeProps {
    state: DeskState,
    staffs: bool,
    onavailable: Callback<()>,
}

/// That guests wait while their operator takes no chats, with one press to take them.
#[component]
fn AwayNotice(props: &AwayNoticeProps) -> Html {
    let waiting = props.state.waiting_for_anybody();
    let status = props.state.availability().status;
    let Some((since, clock)) = waiting
        .longest
        .filter(|_| props.staffs && !props.state.replaced() && !status.takes_chats())
    else {
        return Html::default();
    };
    html! {
        <div class="notice warn">
            <span role="status">{ texts::lines::you_are(waiting.chats, &wording::status(status)) }</span>
            <span>{ texts::lines::longest() }{ " " }<Elapsed {since} {clock} /></span>
            <button type="button" class="button primary less" onclick={props.onavailable.reform(|_| ())}>
                { texts::lines::i_am_available() }
            </button>
        </div>
    }
}

/// Why nobody comes, or from one queue nobody.
fn off_duty(props: &NoticesProps) -> Option<&'static str> {
    match (props.state.shift_over(), props.staffs) {
        (true, false) => Some(texts::people::shift_over()),
        (true, true) => Some(texts::people::shift_over_somewhere()),
        (false, false) if !props.session.queues.is_empty() => Some(texts::people::not_staffing()),
        (false, _) => None,
    }
}

fn offline(desks: &[QueueDesk]) -> Option<String> {
    titles(desks, Line::Down).map(|titles| texts::lines::offline(&titles))
}

/// The queues whose line is like that.
fn titles(desks: &[QueueDesk], line: Line) -> Option<String> {
    let titles: Vec<_> = desks
        .iter()
        .filter(|desk| desk.presence.is_some() && desk.view.line == line)
        .map(|desk| desk.queue.title.as_str())
        .collect();
    (!titles.is_empty()).then(|| titles.join(", "))
}

fn turned_away(desk: &QueueDesk) -> Option<(&str, String)> {
    match desk.view.line {
        Line::Refused(refusal) => Some((
            desk.queue.name.as_str(),
            wording::turned_away(&desk.queue.title, refusal),
        )),
        Line::Connecting | Line::Moving(_) | Line::Up | Line::Down | Line::Elsewhere => None,
    }
}
