//! The panel in which an operator talks to colleagues: what was said, and a field.

use hushdesk_protocol::frames::Audience;
use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::text::ColleagueText;
use hushdesk_texts::console as texts;
use hushdesk_web::input_method;
use hushdesk_web::session::desk::DeskEvent;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::lines::lines;
use super::thread::{Silent, Thread};
use crate::components::Icon;
use crate::desk::presence::avatar;
use crate::desk::regions::{self, Region};
use crate::desk::state::{Action, DeskState};
use crate::desk::talk::{ConversationLog, Pieces};
use crate::desk::workplace::Workplace;
use crate::document::standing_in;

/// Characters of one text: each has 4 bytes at most, and 4,000 are allowed.
const CHARS_MAX: usize = 1_000;

/// With whom.
#[derive(Properties, PartialEq)]
pub(crate) struct BackroomProps {
    pub(crate) workplace: Workplace,
    pub(crate) thread: Thread,
}

/// The panel.
#[component]
pub(crate) fn Backroom(props: &BackroomProps) -> Html {
    let Workplace { state, office, .. } = &props.workplace;
    let thread = &props.thread;
    // Whoever opens it wants to write.
    use_effect_with(thread.clone(), |_| Region::Side.focus());
    let name = name(thread, state);
    let said = thread.lines(state.desks());
    let lines = Pieces::from(lines(&said, state.names()));
    let way = thread
        .way(state.desks())
        .map_err(|silent| why(silent, thread, &name));
    let onclose = on_close(state);
    let onkeydown = {
        let onclose = onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                onclose.emit(());
            }
        })
    };
    let onsay = {
        let (office, state, thread) = (office.clone(), state.dispatcher(), thread.clone());
        Callback::from(
            move |((queue, to), text): ((QueueName, Audience), ColleagueText)| {
                office.handle_at(&queue, DeskEvent::Tell { to, text });
                state.dispatch(Action::TalkDraft(thread.clone(), String::new()));
            },
        )
    };
    let ondraft = {
        let (state, thread) = (state.dispatcher(), thread.clone());
        Callback::from(move |draft| state.dispatch(Action::TalkDraft(thread.clone(), draft)))
    };
    html! {
        <aside id={Region::Side.id()} class="side backroom" tabindex="-1" aria-label={name.clone()} {onkeydown}>
            <div class="top">
                { avatar(&name, None) }
                <div class="say">
                    <h2 class="cut"><bdi>{ &name }</bdi></h2>
                    <span class="soft small cut">{ texts::backroom::among_colleagues() }</span>
                </div>
                <button type="button" class="button quiet square less" aria-label={texts::parts::close()}
                    title={texts::parts::close()} onclick={onclose.reform(|_| ())}>
                    { Icon::Close.draw() }
                </button>
            </div>
            <p class="soft small kept">{ texts::backroom::not_kept() }</p>
            <ConversationLog label={texts::talk::log_of(&name)} {lines} before={Pieces::default()}
                typing={None::<AttrValue>} />
            <Field {name} {way} draft={state.draft_among(thread).to_owned()} {ondraft} {onsay} />
        </aside>
    }
}

#[derive(Properties, PartialEq)]
struct FieldProps {
    name: String,
    /// Where what is written goes, or why it goes nowhere.
    way: Result<(QueueName, Audience), String>,
    draft: String,
    ondraft: Callback<String>,
    onsay: Callback<((QueueName, Audience), ColleagueText)>,
}

/// The field. Enter sends; with Shift it begins a new line.
#[component]
fn Field(props: &FieldProps) -> Html {
    let field = use_node_ref();
    let send = {
        let (way, drawn, onsay) = (props.way.clone(), props.draft.clone(), props.onsay.clone());
        let field = field.clone();
        Callback::from(move |()| {
            let text = standing_in(&field, &drawn);
            if let (Ok(way), Ok(text)) = (way.clone(), text.trim().parse()) {
                onsay.emit((way, text));
            }
        })
    };
    let onkeydown = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            let plain = !event.shift_key() && !event.alt_key();
            if event.key() == "Enter" && plain && !input_method::has_taken(&event) {
                event.prevent_default();
                send.emit(());
            }
        })
    };
    let oninput = props
        .ondraft
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let onsubmit = send.reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="composer" {onsubmit}>
            <div class="box">
                <textarea ref={field} rows="1" dir="auto" enterkeyhint="send" maxlength={CHARS_MAX.to_string()}
                    aria-label={texts::talk::message_to(&props.name)} aria-describedby="backroom-about"
                    placeholder={texts::talk::message_to(&props.name)}
                    value={props.draft.clone()} {oninput} {onkeydown} />
                <div class="tools">
                    <p id="backroom-about" class="about" role="status">
                        { props.way.as_ref().err().map(String::as_str).unwrap_or_default() }
                    </p>
                    <button class="button primary less push" type="submit" disabled={props.way.is_err()}>
                        { Icon::Send.turning() }{ texts::talk::send() }
                    </button>
                </div>
            </div>
        </form>
    }
}

/// Whom one talks to, in words.
fn name(thread: &Thread, state: &DeskState) -> String {
    match thread {
        Thread::Room(queue) => texts::backroom::room(&state.title(queue)),
        Thread::With(operator) => state.names().of(operator),
    }
}

fn why(silent: Silent, thread: &Thread, name: &str) -> String {
    match (silent, thread) {
        (Silent::Unheard, _) => texts::lines::no_line().to_owned(),
        (Silent::NobodyThere, Thread::Room(_)) => texts::backroom::nobody_there().to_owned(),
        (Silent::NobodyThere, Thread::With(_)) => texts::backroom::not_there(&name),
    }
}

fn on_close(state: &UseReducerHandle<DeskState>) -> Callback<()> {
    let state = state.clone();
    Callback::from(move |()| {
        state.dispatch(Action::Talk(None));
        if regions::here() == Some(Region::Side) {
            match state.open() {
                Some(_) => Region::Conversation.focus(),
                None => Region::Waiting.focus(),
            }
        }
    })
}
