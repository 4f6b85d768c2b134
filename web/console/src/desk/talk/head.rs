//! The head of a conversation: who it is with, and what can be done with it.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

use super::super::page_link::place_of;
use super::super::presence::GuestPresence;
use super::super::presence::avatar;
use super::super::skins::KeyProspect;
use super::{FileKind, Intent, Shown, seal};
use crate::components::{Button, Icon, Kind, Menu, MenuItem, MenuSide, Size, time_of_day};

/// Of which conversation.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct HeadProps {
    pub(super) queue: QueueTitle,
    pub(super) chat: ChatView,
    pub(super) shown: Shown,
    /// The id that the heading has.
    pub(super) title_id: AttrValue,
    pub(super) up: bool,
    pub(super) replaced: bool,
    pub(super) prospect: KeyProspect,
    pub(super) waiting: usize,
    /// It is not put away before somebody has said what it was about.
    pub(super) missing: bool,
    pub(super) onintent: Callback<Intent>,
}

/// The head.
#[component]
pub(super) fn Head(props: &HeadProps) -> Html {
    let chat = &props.chat;
    let guest = chat.guest.to_string();
    let presence = GuestPresence::of(chat);
    let page = place_of(chat.page.as_ref());
    html! {
        <header>
            <button type="button" class="button quiet square back" aria-label={back(props.waiting)}
                onclick={on(props, Intent::Leave)}>
                { Icon::Left.turning() }
            </button>
            { avatar(&guest, presence.map(GuestPresence::dot)) }
            <div class="say">
                <h2>
                    <bdi class="cut" id={&props.title_id}>{ &guest }</bdi>
                    <span class="unseen">{ presence.map(GuestPresence::words) }</span>
                    { seal(chat, props.prospect) }
                </h2>
                <p class="cut">
                    <bdi>{ &props.queue.title }</bdi>
                    if let Some(page) = page {
                        { " · " }<bdi dir="ltr">{ page }</bdi>
                    }
                    { " · " }{ texts::talk::since() }{ " " }{ time_of_day(chat.since) }
                </p>
            </div>
            <div class="row stay talk-acts">
                { acts(props) }
                <button type="button" class={classes!("button", "quiet", "square", "less", "keep-beside", props.shown.kept.then_some("on"))}
                    aria-pressed={if props.shown.kept { "true" } else { "false" }} aria-keyshortcuts="Alt+B"
                    aria-label={texts::talk::keep_beside()} title={texts::talk::keep_beside()}
                    onclick={on(props, Intent::KeepBeside)}>
                    { Icon::Beside.draw() }
                </button>
                <button type="button" class="button quiet square less" aria-keyshortcuts="Alt+I"
                    aria-label={texts::talk::about()} title={texts::talk::about()} onclick={on(props, Intent::About)}>
                    { Icon::Info.draw() }
                </button>
                { menu(props) }
            </div>
        </header>
    }
}

/// Pass it on and end it; when it is over, put it away.
fn acts(props: &HeadProps) -> Html {
    let chat = &props.chat;
    if chat.standing.is_over() {
        return html! {
            // Never what takes the focus by itself: whoever was writing when the chat ended would press it.
            <button type="button" class="button less primary" disabled={props.missing}
                title={props.missing.then(texts::categories::missing)} onclick={on(props, Intent::PutAway)}>
                { texts::talk::put_away() }
            </button>
        };
    }
    if props.replaced {
        return Html::default();
    }
    html! {
        <>
            if chat.standing.passable() {
                <button type="button" class="button less" aria-keyshortcuts="Alt+T" disabled={!props.up}
                    aria-label={texts::talk::pass_on()} title={texts::talk::pass_on()} onclick={on(props, Intent::PassOn)}>
                    { Icon::Pass.draw() }<span class="word">{ texts::talk::pass_on() }</span>
                </button>
            }
            <button type="button" class="button less" aria-keyshortcuts="Alt+E"
                disabled={chat.standing == Standing::Ending} aria-label={texts::talk::end()} title={texts::talk::end()}
                onclick={on(props, Intent::End)}>
                { Icon::End.draw() }<span class="word">{ texts::talk::end() }</span>
            </button>
        </>
    }
}

/// What is done less often.
fn menu(props: &HeadProps) -> Html {
    let id = AttrValue::from(format!("talk-menu-{}", props.chat.chat.as_str()));
    let item = |icon: Icon, name: &'static str, intent: Intent| {
        let onclick = props.onintent.reform(move |()| intent.clone());
        html! { <MenuItem {icon} {name} {onclick} /> }
    };
    html! {
        <>
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::More} label={texts::talk::more()} menu={id.clone()} />
            <Menu {id} label={texts::talk::more()} side={MenuSide::UnderItsEnd}>
                { item(Icon::Edit, texts::rename::rename(), Intent::Rename) }
                { item(Icon::Copy, texts::talk::copy(), Intent::Copy) }
                { item(Icon::Download, texts::talk::download_text(), Intent::Download(FileKind::Text)) }
                { item(Icon::Download, texts::talk::download_html(), Intent::Download(FileKind::Html)) }
                { mail(props) }
                { follow_up(props) }
                if props.up && props.chat.standing.blockable() {
                    <hr role="separator" />
                    { item(Icon::Stop, texts::block::block(), Intent::Block) }
                }
            </Menu>
        </>
    }
}

/// Has the service mail what was said. Of a sealed chat it has nothing to mail, which is said where one looks for it.
fn mail(props: &HeadProps) -> Html {
    let barred = props.chat.kind == ChatKind::Sealed;
    let help = barred.then(texts::mails::sealed);
    let onclick = props.onintent.reform(|()| Intent::Mail);
    html! { <MenuItem icon={Icon::Mail} name={texts::mails::item()} {help} {barred} {onclick} /> }
}

/// Has somebody do something after it. What is noted of a sealed chat the service could read, so there is nothing of the kind.
fn follow_up(props: &HeadProps) -> Html {
    let barred = props.chat.kind == ChatKind::Sealed;
    let help = barred.then(texts::follow_ups::sealed);
    let onclick = props.onintent.reform(|()| Intent::FollowUp);
    html! { <MenuItem icon={Icon::Bell} name={texts::follow_ups::ask()} {help} {barred} {onclick} /> }
}

fn on(props: &HeadProps, intent: Intent) -> Callback<MouseEvent> {
    props.onintent.reform(move |_| intent.clone())
}

fn back(waiting: usize) -> String {
    match waiting {
        0 => texts::talk::back().to_owned(),
        waiting => texts::talk::back_waiting(waiting),
    }
}
