//! The widget as a whole: what is known of the snippet, and the chat of this window.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::{ChatId, ResumeToken};
use hushdesk_protocol::rest::Snippet;
use hushdesk_web::ambient::{now, random_bytes, rng};
use hushdesk_web::api::{self, Trouble};
use hushdesk_web::session::guest_session::{
    GuestEvent, GuestSession, GuestStanding, GuestView, Kept, Start,
};
use hushdesk_web::session::log::{EntryId, Item};
use hushdesk_web::session::text::Text;
use hushdesk_web::storage::Vault;
use yew::prelude::*;

use crate::chat::{Chat, News};
use crate::host::{self, Word};
use crate::place::Place;
use crate::views::{Talking, asking, frame, looking};

/// Milliseconds between two attempts to ask what the snippet stands for.
const TRY_AGAIN_MILLIS: u32 = 3_000;

/// What happens to the widget.
pub(crate) enum Msg {
    /// What the snippet stands for is known, or is not; and what was kept of a chat of this window.
    Found(Result<Snippet, Trouble>, Box<Shelf>),
    /// Asks once more.
    TryAgain,
    /// The chat says something.
    Heard(News),
    /// The guest sends a text.
    Wrote(Text),
    /// The guest is writing, or stopped.
    Typing(bool),
    /// The guest lets the operator have these of the earlier texts.
    Allowed(Vec<EntryId>),
    /// The guest ends the chat.
    Ended,
    /// The guest puts an ended chat away.
    Anew,
}

/// Where chats are kept in this window, and the one that is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf {
    vault: Option<Vault>,
    kept: Option<Kept>,
}

/// The widget.
pub(crate) struct App {
    place: Option<Place>,
    snippet: Option<Snippet>,
    trouble: Option<Trouble>,
    again: Option<Timeout>,
    shelf: Shelf,
    chat: Option<Chat>,
    view: Option<GuestView>,
    elsewhere: bool,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let app = Self {
            place: Place::of_this_frame(),
            snippet: None,
            trouble: None,
            again: None,
            shelf: Shelf::default(),
            chat: None,
            view: None,
            elsewhere: false,
        };
        app.look(ctx);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Found(snippet, shelf) => self.found(ctx, snippet, *shelf),
            Msg::TryAgain => self.look(ctx),
            Msg::Heard(News::Changed(view)) => return self.show(*view),
            Msg::Heard(News::Elsewhere) => self.elsewhere = true,
            Msg::Wrote(text) => self.wrote(ctx, text),
            Msg::Typing(typing) => self.handle(GuestEvent::Typing(typing)),
            Msg::Allowed(texts) => self.handle(GuestEvent::Allowed(texts)),
            Msg::Ended => self.handle(GuestEvent::Ended),
            Msg::Anew => self.put_away(),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let title = self.snippet.as_ref().map(|it| it.title.clone());
        frame(title, self.inside(ctx))
    }
}

impl App {
    fn inside(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let wrote = link.callback(Msg::Wrote);
        match (&self.snippet, &self.view) {
            (Some(_), Some(view)) => html! {
                <Talking view={view.clone()} elsewhere={self.elsewhere} onwrote={wrote}
                    ontyping={link.callback(Msg::Typing)} onallowed={link.callback(Msg::Allowed)} onend={link.callback(|()| Msg::Ended)}
                    onanew={link.callback(|()| Msg::Anew)} />
            },
            (Some(snippet), None) => asking(snippet, wrote),
            (None, _) => looking(
                self.place.as_ref().map(|place| &place.snippet),
                self.trouble.as_ref(),
                &link.callback(|()| Msg::TryAgain),
            ),
        }
    }

    fn look(&self, ctx: &Context<Self>) {
        if let Some(place) = self.place.clone() {
            ctx.link().send_future(async move {
                let shelf = Box::new(shelf(&place).await);
                Msg::Found(api::snippet(&place.snippet).await, shelf)
            });
        }
    }

    fn found(&mut self, ctx: &Context<Self>, found: Result<Snippet, Trouble>, shelf: Shelf) {
        match found {
            Ok(snippet) => {
                self.trouble = None;
                self.again = None;
                self.shelf = shelf;
                self.snippet = Some(snippet);
                self.take_up(ctx);
            }
            Err(trouble) => {
                self.trouble = Some(trouble);
                let link = ctx.link().clone();
                self.again = Some(Timeout::new(TRY_AGAIN_MILLIS, move || {
                    link.send_message(Msg::TryAgain);
                }));
            }
        }
    }

    /// Goes on with the chat of this window, if there is one.
    fn take_up(&mut self, ctx: &Context<Self>) {
        let kept = self.shelf.kept.take();
        if let (Some(kept), Some(snippet)) = (kept, &self.snippet) {
            let session = GuestSession::restore(kept, &snippet.sealing, &mut rng());
            self.carry_on(ctx, (session, Vec::new()));
        }
    }

    fn wrote(&mut self, ctx: &Context<Self>, text: Text) {
        match (&self.chat, &self.place, &self.snippet) {
            (Some(chat), ..) => chat.handle(GuestEvent::Wrote(text)),
            (None, Some(place), Some(snippet)) => {
                let start = Start {
                    chat: ChatId::from_bytes(random_bytes()),
                    token: ResumeToken::from_bytes(random_bytes()),
                    skin: snippet.skin.clone(),
                    sealing: snippet.sealing.clone(),
                    page: place.page.clone(),
                };
                let begun = GuestSession::open(start, text, now(), &mut rng());
                self.carry_on(ctx, begun);
            }
            (None, ..) => {}
        }
    }

    fn carry_on(
        &mut self,
        ctx: &Context<Self>,
        begun: (
            GuestSession,
            Vec<hushdesk_web::session::guest_session::GuestEffect>,
        ),
    ) {
        if let (Some(place), Some(snippet)) = (&self.place, &self.snippet) {
            let keeping = (self.shelf.vault.clone(), name(place));
            let tell = ctx.link().callback(Msg::Heard);
            self.elsewhere = false;
            self.chat = Some(Chat::carry_on(begun, &snippet.queue, keeping, tell));
        }
    }

    fn handle(&self, event: GuestEvent) {
        if let Some(chat) = &self.chat {
            chat.handle(event);
        }
    }

    /// Shows the chat as it is now; if something was said that is new, the page around is told.
    fn show(&mut self, view: GuestView) -> bool {
        if self
            .view
            .as_ref()
            .is_some_and(|before| theirs(before) < theirs(&view))
        {
            host::tell(Word::News);
        }
        let changed = self.view.as_ref() != Some(&view);
        if self.chat.is_some() {
            self.view = Some(view);
        }
        changed
    }

    fn put_away(&mut self) {
        let over = self
            .view
            .as_ref()
            .is_some_and(|view| matches!(view.standing, GuestStanding::Over(_)));
        if over {
            if let (Some(vault), Some(place)) = (&self.shelf.vault, &self.place) {
                vault.forget(&name(place));
            }
            self.chat = None;
            self.view = None;
        }
    }
}

/// Under which name a chat of this snippet is kept in this window.
fn name(place: &Place) -> String {
    format!("hushdesk.chat.{}", place.snippet)
}

async fn shelf(place: &Place) -> Shelf {
    let Ok(vault) = Vault::open().await else {
        return Shelf::default();
    };
    let kept = vault.read(&name(place)).await.ok().flatten();
    Shelf {
        kept: kept.and_then(|kept| Kept::from_bytes(&kept).ok()),
        vault: Some(vault),
    }
}

fn theirs(view: &GuestView) -> usize {
    let entries = view.log.entries().iter();
    entries
        .filter(|entry| matches!(entry.item, Item::Theirs { .. }))
        .count()
}
