//! What is known of the open conversation beside its words: the guest, and the keys.

use hushdesk_protocol::frames::{ChatKind, GuestLabel};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use hushdesk_web::session::comparison::Compare;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

use super::answers::answers;
use super::categories::{CategoryChips, use_categories};
use super::compare::Asking;
use super::page_link::PageLink;
use super::presence::GuestPresence;
use super::presence::avatar;
use super::profile::Profile;
use super::regions::Region;
use super::skins::KeyProspect;
use super::talk::seal;
use super::wording;
use crate::components::{Icon, fingerprint_text, time_of_day};

/// Of which chat.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct SideProps {
    pub(super) queue: QueueTitle,
    pub(super) chat: ChatView,
    /// What the queue calls the guest, if the operator calls them otherwise.
    pub(super) label: Option<GuestLabel>,
    /// How the guest's browser will take the operator's key.
    pub(super) prospect: KeyProspect,
    /// The guest is to be called otherwise.
    pub(super) onrename: Callback<()>,
    /// Something is done about comparing a secret.
    pub(super) oncompare: Callback<Compare>,
    /// It is folded away.
    pub(super) onclose: Callback<()>,
}

/// The panel.
#[component]
pub(super) fn Side(props: &SideProps) -> Html {
    let chat = &props.chat;
    let guest = chat.guest.to_string();
    let presence = GuestPresence::of(chat);
    let (filing, onfile) = use_categories(Some(&props.queue.name), &chat.chat);
    let onkeydown = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                onclose.emit(());
            }
        })
    };
    html! {
        <aside id={Region::Side.id()} class="side" tabindex="-1" aria-label={texts::talk::about()} {onkeydown}>
            <div class="top">
                { avatar(&guest, presence.map(GuestPresence::dot)) }
                <div class="say">
                    <h2 class="cut"><bdi>{ &guest }</bdi></h2>
                    <span class="soft small">{ texts::side::here_since() }{ " " }{ time_of_day(chat.since) }</span>
                </div>
                <button type="button" class="button quiet square less" aria-label={texts::rename::rename()}
                    title={texts::rename::rename()} onclick={props.onrename.reform(|_| ())}>
                    { Icon::Edit.draw() }
                </button>
                <button type="button" class="button quiet square less" data-first="" aria-label={texts::side::fold()}
                    title={texts::side::fold()} aria-keyshortcuts="Alt+I" onclick={props.onclose.reform(|_| ())}>
                    { Icon::Close.draw() }
                </button>
            </div>
            <details open={true}>
                <summary>{ texts::side::guest() }{ Icon::Right.turning() }</summary>
                <div class="body">
                    <dl class="facts">
                        if let Some(label) = &props.label {
                            <dt>{ texts::rename::label() }</dt>
                            <dd><bdi>{ label.to_string() }</bdi>{ " " }<span class="soft">{ texts::rename::only_you() }</span></dd>
                        }
                        <dt>{ texts::waiting::queue() }</dt>
                        <dd><bdi>{ &props.queue.title }</bdi></dd>
                        <dt>{ texts::side::chat() }</dt>
                        <dd>{ wording::kind_explained(chat.kind) }</dd>
                        if let Some(page) = &chat.page {
                            <dt>{ texts::waiting::page() }</dt>
                            <dd><PageLink page={page.clone()} /></dd>
                        }
                    </dl>
                </div>
            </details>
            { answers(chat) }
            <Profile queue={props.queue.name.clone()} />
            if filing.is_offered() {
                <details open={true}>
                    <summary>{ texts::categories::what() }{ Icon::Right.turning() }</summary>
                    <div class="body">
                        <CategoryChips {filing} named={true} onchoose={onfile} />
                    </div>
                </details>
            }
            if chat.kind == ChatKind::Sealed {
                <details open={true}>
                    <summary>{ texts::side::keys() }{ " " }{ seal(chat, props.prospect) }{ Icon::Right.turning() }</summary>
                    <div class="body">{ keys(props) }</div>
                </details>
            }
        </aside>
    }
}

/// What stands behind the badge.
fn keys(props: &SideProps) -> Html {
    let (Standing::Sealed { guest, heard }, prospect) = (&props.chat.standing, props.prospect)
    else {
        return html! { <p>{ texts::side::keys_not_yet() }</p> };
    };
    let sentence = match (prospect, heard) {
        (KeyProspect::Fine, _) => texts::side::verified(),
        (_, true) => texts::side::accepted(),
        (_, false) => texts::side::looked_at(),
    };
    html! {
        <>
            <p>{ sentence }</p>
            if props.chat.writable() {
                <Asking key={props.chat.chat.as_str()} chat={props.chat.clone()} onstep={&props.oncompare} />
            }
            <div><span class="soft">{ texts::side::key_of_guest() }</span><br />{ fingerprint_text(guest) }</div>
        </>
    }
}
