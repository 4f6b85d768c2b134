//! A conversation: who it is with, how it stands, what was said, and where to write.

mod composer;
mod earlier;
mod head;
mod lines;
mod log;
mod seal;

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_protocol::text::Category;
use hushdesk_texts::console as texts;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::comparison::Compare;
use hushdesk_web::session::flow::Flow;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

pub(crate) use log::{ConversationLog, Happened, Line, Pieces, Reached, Said, Side, What};
pub(crate) use seal::seal;

use super::canned::Canned;
use super::categories::{CategoryChips, Filing};
use super::compare::Asked;
use super::names::Names;
use super::regions::Region;
use super::skins::KeyProspect;
use super::standing::StandingNotice;
use composer::Composer;
use earlier::EarlierLine;
use head::Head;
use lines::{earlier_lines, use_lines};

/// What the operator does in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Intent {
    /// Goes on in it.
    Enter,
    /// Writes a draft.
    Draft(String),
    /// Sends the draft.
    Send(String),
    /// Wants to pass the chat on.
    PassOn,
    /// Keeps the chat after all.
    Keep,
    /// Keeps it beside the next one that is opened, or not any more.
    KeepBeside,
    /// Wants to see what is known of it, or not any more.
    About,
    /// Copies what was said.
    Copy,
    /// Takes along what was said, as a file.
    Download(FileKind),
    /// Wants what was said to be mailed.
    Mail,
    /// Wants something to be done after it.
    FollowUp,
    /// Asks the guest for the earlier messages.
    AskForEarlier,
    /// Does something about comparing a secret.
    Compare(Compare),
    /// Wants to call the guest otherwise.
    Rename,
    /// Wants to block the guest.
    Block,
    /// Wants to end the chat.
    End,
    /// Says that it was about this, or not any more.
    File(Category, bool),
    /// Puts a chat away that has ended.
    PutAway,
    /// Goes back to the lists.
    Leave,
    /// Looks after the canned messages.
    ManageCanned,
}

/// As what a conversation is taken along.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum FileKind {
    /// Text.
    Text,
    /// A page of the web.
    Html,
}

/// Where a conversation is among those that are shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Shown {
    /// The operator is in it.
    pub(crate) open: bool,
    /// It stays when another is opened.
    pub(crate) kept: bool,
}

/// A conversation.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TalkProps {
    /// At which queue.
    pub(crate) queue: QueueTitle,
    /// The chat.
    pub(crate) chat: ChatView,
    pub(crate) shown: Shown,
    /// Whether the queue can be told what the operator wants.
    pub(crate) up: bool,
    /// Another window has this operator's place: nothing that is done here counts.
    pub(crate) replaced: bool,
    /// The time there.
    pub(crate) clock: EdgeClock,
    /// What colleagues are called.
    pub(crate) names: Names,
    /// How the guest's browser will take the operator's key.
    pub(crate) prospect: KeyProspect,
    /// What has been written and not sent.
    pub(crate) draft: String,
    /// The operator's canned messages.
    pub(crate) canned: std::rc::Rc<Vec<Canned>>,
    /// What it was about.
    pub(crate) filing: Filing,
    /// How many guests wait elsewhere.
    pub(crate) waiting: usize,
    /// What the operator does.
    pub(crate) onintent: Callback<Intent>,
}

/// One conversation, as an article of its own.
#[component]
pub(crate) fn Talk(props: &TalkProps) -> Html {
    let chat = &props.chat;
    let writable = chat.writable() && !props.replaced;
    let missing = props.filing.is_missing(&chat.standing);
    use_effect_with((writable, chat.standing.is_over()), |(writable, _)| {
        // What had the focus, the field or a button, may have gone with the chat.
        if !writable && Region::Conversation.lacks_focus() {
            Region::Conversation.focus();
        }
    });
    let lines = use_lines(chat, &props.names);
    let earlier = (chat.earlier_texts.clone(), chat.guest.clone());
    let before = use_memo(earlier, |(texts, guest)| earlier_lines(texts, guest));
    let guest = chat.guest.to_string();
    let title = title_id(&chat.chat);
    let onfocusin = {
        let (open, onintent) = (props.shown.open, props.onintent.clone());
        Callback::from(move |_: FocusEvent| {
            if !open {
                onintent.emit(Intent::Enter);
            }
        })
    };
    html! {
        <article id={props.shown.open.then(|| Region::Conversation.id())} tabindex="-1" {onfocusin}
            class={classes!("talk", (!props.shown.open).then_some("second"))} aria-labelledby={title.clone()}>
            <Head queue={props.queue.clone()} chat={chat.clone()} shown={props.shown} title_id={title} up={props.up}
                replaced={props.replaced} prospect={props.prospect} waiting={props.waiting}
                missing={missing} onintent={&props.onintent} />
            if !props.replaced {
                <StandingNotice chat={chat.clone()} up={props.up} clock={props.clock} names={props.names.clone()}
                    prospect={props.prospect} onkeep={props.onintent.reform(|()| Intent::Keep)} />
            }
            <EarlierLine earlier={chat.earlier} askable={writable}
                onask={props.onintent.reform(|()| Intent::AskForEarlier)} />
            <ConversationLog label={texts::talk::log_of(&guest)} {lines} before={(*before).clone()}
                typing={chat.typing.then(|| AttrValue::from(texts::talk::typing(&guest)))} />
            if chat.standing.is_over() && !props.replaced && props.filing.is_offered() {
                <div class="filing">
                    <CategoryChips filing={props.filing.clone()} {missing} onchoose={props.onintent.reform(|(category, on)| Intent::File(category, on))} />
                </div>
            }
            if writable {
                <Asked chat={chat.clone()} onstep={props.onintent.reform(Intent::Compare)} />
            }
            if writable || !props.draft.is_empty() {
                <Composer id={chat.chat.as_str().to_owned()} guest={guest} draft={props.draft.clone()} remark={remark(chat, props.replaced)}
                    canned={props.canned.clone()} ondraft={props.onintent.reform(Intent::Draft)}
                    onsend={props.onintent.reform(Intent::Send)}
                    onmanage={props.onintent.reform(|()| Intent::ManageCanned)} />
            }
        </article>
    }
}

/// The id of a conversation's heading.
fn title_id(chat: &ChatId) -> AttrValue {
    format!("talk-{}", chat.as_str()).into()
}

/// What becomes of a draft while nothing can be sent.
fn remark(chat: &ChatView, replaced: bool) -> Option<&'static str> {
    let passing = matches!(chat.standing, Standing::Passing(_)) && chat.flow != Flow::Full;
    match (chat.writable(), replaced) {
        (true, false) => None,
        (true, true) => Some(texts::talk::draft_waits()),
        (false, _) if passing => Some(texts::talk::draft_waits()),
        (false, _) => Some(texts::talk::draft_locked()),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Closer;

    use super::super::fixtures::{chat, desk2, sealed};
    use super::*;

    #[test]
    fn a_draft_that_will_not_be_sent_any_more_says_so() {
        let locked = [
            Standing::Closed { by: Closer::Guest },
            Standing::HandedOn { to: desk2() },
            Standing::Lapsed { now: None },
            Standing::Refused,
            Standing::Ending,
        ];
        for standing in locked {
            assert_eq!(
                remark(&chat(1, standing), false),
                Some(texts::talk::draft_locked())
            );
        }
        let mut full = chat(1, sealed());
        full.flow = Flow::Full;
        assert_eq!(remark(&full, false), Some(texts::talk::draft_locked()));
        assert_eq!(remark(&chat(1, sealed()), false), None);
    }

    #[test]
    fn a_draft_that_may_be_sent_later_is_said_to_wait() {
        let passing = chat(1, Standing::Passing(None));
        assert_eq!(remark(&passing, false), Some(texts::talk::draft_waits()));
        assert_eq!(
            remark(&chat(1, sealed()), true),
            Some(texts::talk::draft_waits())
        );
    }
}
