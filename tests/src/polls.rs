//! A program of an operator's own that polls (XEP-0206), as one would be that was written from the XEPs: two requests at once at
//! most, one of which is held.

use std::io::Write as _;
use std::net::TcpStream;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use hushdesk_protocol::rest::ApplicationPassword;
use serde_json::json;
use ureq::Agent;
use ureq::http::Request;

use crate::browser::{self, Browser};
use crate::library;
use crate::server::Site;

/// How long something may take to be heard, on a busy machine.
const HEARD_MAX: Duration = Duration::from_secs(60);

/// What Pidgin says of itself.
pub const PIDGIN: &str = "Pidgin 2.14.12 (libpurple 2.14.12)";

/// A program.
pub struct Program {
    wire: Wire,
    sid: String,
    rid: u64,
    held: Option<JoinHandle<Result<String>>>,
    /// What it has heard since it was asked what it has heard.
    heard: String,
    /// All it has heard.
    transcript: String,
}

/// What happens to a request on its way. Whoever made it makes it again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mishap {
    /// It arrives, and its answer does not.
    AnswerLost,
    /// The line breaks when it has gone out, and whether it arrives nobody knows.
    Cut,
    /// It arrives twice at once.
    Doubled,
}

/// By what a program polls.
#[derive(Clone)]
pub struct Wire {
    site: Site,
    program: &'static str,
}

impl Wire {
    /// One of a program that says this of itself.
    pub fn new(site: &Site, program: &'static str) -> Self {
        let site = site.clone();
        Self { site, program }
    }

    /// Sends a request by way of this mishap, and waits for the answer that counts.
    fn send_by(&self, mishap: Option<Mishap>, body: &str) -> Result<String> {
        match mishap {
            None => {}
            Some(Mishap::AnswerLost) => drop(self.send(body)?),
            Some(Mishap::Cut) => drop(self.send_off(body)?),
            Some(Mishap::Doubled) => {
                // Whichever comes later has the answer; this one is open for as long.
                let _other = self.send_off(body)?;
                return self.send(body);
            }
        }
        self.send(body)
    }

    /// Sends a request, and gives the line over which the answer would come.
    fn send_off(&self, body: &str) -> Result<TcpStream> {
        let mut line = TcpStream::connect(self.site.address())?;
        if let Some(tape) = self.site.tape() {
            tape.sent(body);
        }
        let (host, program, length) = (self.site.host(), self.program, body.len());
        let request = format!(
            "POST /http-bind HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {program}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        line.write_all(request.as_bytes())?;
        Ok(line)
    }

    /// Sends a request, and waits for its answer.
    pub fn send(&self, body: &str) -> Result<String> {
        let config = Agent::config_builder().http_status_as_error(false).build();
        let agent: Agent = config.into();
        if let Some(tape) = self.site.tape() {
            tape.sent(body);
        }
        let request = Request::builder()
            .method("POST")
            .uri(format!("http://{}/http-bind", self.site.address()))
            .header("Host", self.site.host())
            .header("User-Agent", self.program)
            // As libpurple has it.
            .header("Content-Encoding", "text/xml; charset=utf-8")
            .body(body.to_owned())?;
        let mut answer = agent.run(request)?;
        let length = answer.headers().get("Content-Length");
        length.context("the answer does not say how long it is")?;
        let said = answer.body_mut().read_to_string()?;
        if let Some(tape) = self.site.tape() {
            tape.received(&said);
        }
        Ok(said)
    }
}

/// Makes an application password of somebody.
pub fn application_password(site: &Site, name: &str) -> Result<ApplicationPassword> {
    let browser = library::signed_in(site, name)?;
    let new = json!({"label": "A program", "password": library::password(name)});
    browser::json(browser.post("/api/v1/profile/applications", &new)?)
}

/// Takes one back.
pub fn revoke(browser: &Browser, password: &ApplicationPassword) -> Result<()> {
    let path = format!("/api/v1/profile/applications/{}", password.id.as_str());
    let answer = browser.send(hushdesk_protocol::rest::Method::Delete, &path, &[], "")?;
    anyhow::ensure!(answer.status() == 204, "{}", answer.status());
    Ok(())
}

impl Program {
    /// Begins polls.
    pub fn begin(site: &Site, program: &'static str) -> Result<Self> {
        let wire = Wire::new(site, program);
        let rid = 1_000;
        let first = format!(
            "<body rid='{rid}' to='chat.test' ver='1.6' wait='60' hold='1' xml:lang='en' xmpp:version='1.0' \
             xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'/>"
        );
        let heard = wire.send(&first)?;
        let sid = heard
            .split_once(" sid='")
            .and_then(|(_, rest)| rest.split_once('\''));
        let (sid, _) = sid.context("the first answer has no sid")?;
        Ok(Self {
            sid: sid.to_owned(),
            wire,
            rid,
            held: None,
            transcript: heard.clone(),
            heard,
        })
    }

    /// One that has signed in, and is there.
    pub fn at_the_desk(site: &Site, name: &str, password: &str) -> Result<Self> {
        let mut program = Self::begin(site, PIDGIN)?;
        program.come((name, password), "Nobody waits")?;
        Ok(program)
    }

    /// Signs in, and is there once it has been told this.
    pub fn come(&mut self, (name, password): (&str, &str), told: &str) -> Result<()> {
        self.sign_in(name, password)?;
        self.hear("<success")?;
        self.send_as(None, "xmpp:restart='true' to='chat.test'", "")?;
        self.hear("urn:ietf:params:xml:ns:xmpp-bind")?;
        self.say("<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>")?;
        self.hear("<jid>")?;
        self.say("<iq xmlns='jabber:client' type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence xmlns='jabber:client'/>")?;
        self.hear(told)?;
        Ok(())
    }

    /// Says who it is.
    pub fn sign_in(&mut self, name: &str, password: &str) -> Result<()> {
        let text = BASE64_STANDARD.encode(format!("\0{name}\0{password}"));
        self.say(&format!(
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{text}</auth>"
        ))
    }

    /// Says something.
    pub fn say(&mut self, stanzas: &str) -> Result<()> {
        self.say_by(None, stanzas)
    }

    /// Says something by way of a mishap, and has the answer to what it said before.
    pub fn say_by(&mut self, mishap: Option<Mishap>, stanzas: &str) -> Result<()> {
        self.send_as(mishap, "", stanzas)
    }

    /// Writes to somebody.
    pub fn write(&mut self, to: &str, text: &str) -> Result<()> {
        self.say(&message(to, text))
    }

    /// All it has heard, from the first answer on.
    pub fn transcript(&self) -> &str {
        &self.transcript
    }

    /// Says goodbye.
    pub fn leave(mut self) -> Result<()> {
        self.send_as(None, "type='terminate'", "")
    }

    /// Waits until this has been said to it, and gives all that was said until then; it is forgotten.
    pub fn hear(&mut self, what: &str) -> Result<String> {
        let until = Instant::now() + HEARD_MAX;
        while !self.heard.contains(what) {
            if Instant::now() > until {
                bail!("{what} was not said, but {}", self.heard);
            }
            if self.held.is_none() {
                self.say("")?;
            }
            self.take()?;
        }
        Ok(std::mem::take(&mut self.heard))
    }

    /// What is between this and the next quote, of what was said last.
    pub fn value(said: &str, before: &str) -> Result<String> {
        let (_, rest) = said.split_once(before).context("nothing of it was said")?;
        Ok(rest
            .split(['\'', '<'])
            .next()
            .unwrap_or_default()
            .to_owned())
    }

    /// Asks again for the answer to the last request.
    pub fn repeat(&self) -> Result<String> {
        self.wire.send(&self.body(self.rid, "", ""))
    }

    /// Leaves numbers out, as a program does whose requests are lost.
    pub fn lose(&mut self, requests: u64) {
        self.rid += requests;
    }

    fn send_as(&mut self, mishap: Option<Mishap>, attributes: &str, stanzas: &str) -> Result<()> {
        self.rid += 1;
        let (wire, body) = (self.wire.clone(), self.body(self.rid, attributes, stanzas));
        let held = thread::spawn(move || wire.send_by(mishap, &body));
        // The one before is let go by that.
        self.take()?;
        self.held = Some(held);
        Ok(())
    }

    fn take(&mut self) -> Result<()> {
        if let Some(held) = self.held.take() {
            let answer = held.join().ok().context("a request panicked")??;
            self.heard.push_str(&answer);
            self.transcript.push_str(&answer);
        }
        Ok(())
    }

    fn body(&self, rid: u64, attributes: &str, stanzas: &str) -> String {
        let sid = &self.sid;
        format!(
            "<body rid='{rid}' sid='{sid}' {attributes} xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'>{stanzas}</body>"
        )
    }
}

/// A message to somebody.
pub fn message(to: &str, text: &str) -> String {
    format!("<message xmlns='jabber:client' type='chat' to='{to}'><body>{text}</body></message>")
}
