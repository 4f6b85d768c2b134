//! What the demonstration library has beyond people, queues and keys: what an administrator would have set by hand, so that it is
//! there to be seen.

use anyhow::{Context, Result, bail};
use hushdesk_protocol::ids::{QueueName, SkinName, SnippetName};
use hushdesk_protocol::rest::{
    CannedChange, Endpoint, GetSkin, GuestQuestion, Method, NewCanned, OpenSpan, OpeningHours,
    OpeningWeek, Organisation, PageInvitation, Pool, PostCanned, PostSession, PutOrganisation,
    PutQueueProfile, PutQueueSettings, PutSkin, PutSnippetSettings, QuestionKind, QueueProfile,
    QueueSettings, RolloverLevel, Skin, SkinSettings, SnippetSettings, Words,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use ureq::http::Response;
use ureq::{Agent, Body, http};

use super::demonstration::{ORGANISATION, Operator};

/// The reference desk, whose chats are sealed, and the circulation desk, whose chats are open.
const REFERENCE: &str = "reference";
const CIRCULATION: &str = "circulation";

const REFERENCE_PROFILE: &str = "\
## What to know

- The map room is on the second floor, and opens at ten.
- Medical and legal questions: *where to look*, never advice.

| Ask | who |
|---|---|
| Newspapers before 1950 | Cora |
| Family history | Ben |
";

/// Somebody who administers the library, signed in.
pub(super) struct Furnisher {
    agent: Agent,
    origin: String,
    cookie: String,
}

impl Furnisher {
    /// Signs in.
    pub(super) fn sign_in(origin: String, administrator: &Operator) -> Result<Self> {
        let config = Agent::config_builder().http_status_as_error(false);
        let mut furnisher = Self {
            agent: config.build().into(),
            origin,
            cookie: String::new(),
        };
        let proof = json!({"name": administrator.name, "password": administrator.password});
        let answer = furnisher.ask(&PostSession {}, &proof)?;
        let cookie = answer.headers().get(http::header::SET_COOKIE);
        let cookie = cookie.and_then(|it| it.to_str().ok()?.split(';').next());
        furnisher.cookie = cookie.context("signing in gives no cookie")?.to_owned();
        Ok(furnisher)
    }

    /// Sets all of it.
    pub(super) fn furnish(&self) -> Result<()> {
        let (reference, circulation): (QueueName, QueueName) =
            (REFERENCE.parse()?, CIRCULATION.parse()?);
        self.set(
            &PutOrganisation {},
            &Organisation {
                name: ORGANISATION.parse()?,
                audit_days: 365,
                second_factor_required: false,
                mails_from: Some("desk@library.example".parse()?),
            },
        )?;
        self.set(&at(&reference), &reference_settings()?)?;
        self.set(&at(&circulation), &circulation_settings()?)?;
        let text = REFERENCE_PROFILE.to_owned().try_into()?;
        let profile = PutQueueProfile {
            queue: reference.clone(),
        };
        self.set(&profile, &QueueProfile { text })?;
        let level = RolloverLevel {
            queue: circulation.clone(),
            seconds: 120,
        };
        self.leads(&reference, vec![level], None)?;
        let invitation = PageInvitation {
            seconds: 20,
            pages: vec![],
            text: Some("A question about a loan? Somebody is at the desk.".parse()?),
        };
        self.leads(&circulation, vec![], Some(invitation))?;
        self.greets(
            REFERENCE,
            "Good to see you. What are you looking for?",
            &["Where is the map room?", "Can you help me find a source?"],
        )?;
        self.greets(
            CIRCULATION,
            "Loans, renewals, lost cards: tell us.",
            &["Can I renew my books?", "I have lost my card"],
        )?;
        self.has_canned(
            Pool::Organisation,
            "Hours",
            "We are open from ten to six, and on Saturdays until two.",
        )?;
        self.has_canned(
            Pool::Queue(circulation),
            "Renewing",
            "You can renew a book three times, unless somebody waits for it.",
        )
    }

    /// Where what nobody claims goes on to, and who is invited: of the snippet, which is called as its queue is.
    fn leads(
        &self,
        to: &QueueName,
        rollover: Vec<RolloverLevel>,
        invitation: Option<PageInvitation>,
    ) -> Result<()> {
        let snippet: SnippetName = to.as_str().parse()?;
        let settings = SnippetSettings {
            queue: to.clone(),
            skin: to.as_str().parse()?,
            sites: vec![],
            rollover,
            invitation,
        };
        self.set(&PutSnippetSettings { snippet }, &settings)
    }

    /// What a skin says first, and what a guest may begin with.
    fn greets(&self, skin: &str, greeting: &str, starters: &[&str]) -> Result<()> {
        let skin: SkinName = skin.parse()?;
        let read = GetSkin { skin: skin.clone() };
        let Skin { settings, .. } = read_in(self.ask(&read, &())?)?;
        let words = Words {
            language: "en".parse()?,
            button: None,
            greeting: Some(greeting.parse()?),
            starters: starters
                .iter()
                .map(|it| it.parse())
                .collect::<Result<_, _>>()?,
        };
        let mut look = settings.look;
        look.words = vec![words];
        let settings = SkinSettings { look, ..settings };
        self.set(&PutSkin { skin }, &settings)
    }

    fn has_canned(&self, pool: Pool, title: &str, text: &str) -> Result<()> {
        let message = CannedChange {
            title: title.parse()?,
            text: text.parse()?,
        };
        self.set(&PostCanned {}, &NewCanned { pool, message })
    }

    fn set<E: Endpoint>(&self, place: &E, body: &E::Body) -> Result<()> {
        self.ask(place, body).map(drop)
    }

    fn ask<E: Endpoint>(&self, place: &E, body: &impl serde::Serialize) -> Result<Response<Body>> {
        let method = match E::DESCRIPTION.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{}", self.origin, place.address()))
            .header("X-Hushdesk", "1")
            .header("Cookie", &self.cookie)
            // Nobody else changes it meanwhile.
            .header("If-Match", "*");
        let mut answer = match E::DESCRIPTION.method {
            Method::Get => self.agent.run(request.body(())?)?,
            Method::Post | Method::Put | Method::Delete => self
                .agent
                .run(request.body(serde_json::to_string(body)?)?)?,
        };
        if !answer.status().is_success() {
            let said = answer.body_mut().read_to_string().unwrap_or_default();
            bail!("{} ({}): {said}", place.address(), answer.status());
        }
        Ok(answer)
    }
}

fn read_in<T: DeserializeOwned>(mut answer: Response<Body>) -> Result<T> {
    Ok(answer.body_mut().read_json()?)
}

fn at(queue: &QueueName) -> PutQueueSettings {
    PutQueueSettings {
        queue: queue.clone(),
    }
}

/// Sealed chats: what can be about them is said, and how they went; a message can be left when nobody is there.
fn reference_settings() -> Result<QueueSettings> {
    Ok(QueueSettings {
        concierge: Some("We are looking for somebody. You can go on writing meanwhile.".parse()?),
        categories: categories(&["Finding a source", "Maps", "Family history", "Other"])?,
        email: Some("reference@library.example".parse()?),
        messages: true,
        rated: true,
        comment: true,
        hours: Some(Box::new(hours()?)),
        ..QueueSettings::default()
    })
}

/// Open chats: what was said is kept for a month, and guests are asked for their branch first.
fn circulation_settings() -> Result<QueueSettings> {
    let branch = GuestQuestion {
        label: "Which branch do you use?".parse()?,
        kind: QuestionKind::Choice {
            options: vec![
                "Main library".parse()?,
                "Riverside".parse()?,
                "Book bus".parse()?,
            ],
        },
        required: false,
    };
    let found = GuestQuestion {
        label: "Is it settled?".parse()?,
        kind: QuestionKind::Choice {
            options: vec!["Yes".parse()?, "Partly".parse()?, "No".parse()?],
        },
        required: false,
    };
    Ok(QueueSettings {
        categories: categories(&["Renewals", "Reservations", "Fines", "Cards"])?,
        category_required: true,
        retain: Some(30),
        email: Some("circulation@library.example".parse()?),
        messages: true,
        mailed: true,
        rated: true,
        entry: vec![branch],
        survey: vec![found],
        hours: Some(Box::new(hours()?)),
        ..QueueSettings::default()
    })
}

fn categories(names: &[&str]) -> Result<Vec<hushdesk_protocol::text::Category>> {
    let parsed = names.iter().map(|name| name.parse());
    Ok(parsed.collect::<Result<_, _>>()?)
}

/// As they stand on the library's page.
fn hours() -> Result<OpeningHours> {
    let span = |from: u16, until: u16| {
        vec![OpenSpan {
            from: from * 60,
            until: until * 60,
        }]
    };
    let weekday = || span(10, 18);
    Ok(OpeningHours {
        zone: "Europe/London".to_owned().try_into()?,
        week: OpeningWeek {
            monday: weekday(),
            tuesday: weekday(),
            wednesday: weekday(),
            thursday: weekday(),
            friday: weekday(),
            saturday: span(10, 14),
            sunday: vec![],
        },
        special_days: vec![],
    })
}
