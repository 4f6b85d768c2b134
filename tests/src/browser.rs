//! Somebody's browser, as far as HTTP goes: it says its origin and keeps its cookie.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use hushdesk_protocol::rest::{Method, Problem, ProblemCode, Setup, SignIn};
use serde::{Serialize, de::DeserializeOwned};
use ureq::http::{self, Request};
use ureq::{Agent, Body};

use crate::server::{SETUP_CODE, Site};

/// A browser at an organisation's site.
#[derive(Clone)]
pub struct Browser {
    agent: Agent,
    site: Site,
    origin: String,
    address: Option<String>,
    cookies: BTreeMap<String, String>,
}

/// What a request came to.
pub type Answer = http::Response<Body>;

impl Browser {
    /// A browser with a page of the site open.
    pub fn at(site: impl Into<Site>) -> Self {
        let site = site.into();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self {
            agent: config.into(),
            origin: site.origin(),
            site,
            address: None,
            cookies: BTreeMap::new(),
        }
    }

    /// The same with a page of another origin open.
    #[must_use]
    pub fn with_origin(self, origin: &str) -> Self {
        let origin = origin.to_owned();
        Self { origin, ..self }
    }

    /// The same, seen by the edge as coming from this address.
    #[must_use]
    pub fn from_address(self, address: &str) -> Self {
        let address = Some(address.to_owned());
        Self { address, ..self }
    }

    /// The same with these cookies in the place of its own.
    #[must_use]
    pub fn with_cookie(self, cookie: &str) -> Self {
        let pairs = cookie.split("; ").filter_map(|pair| pair.split_once('='));
        let cookies = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            cookies: cookies.collect(),
            ..self
        }
    }

    /// The origin of the page that is open.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The cookies it keeps, as it sends them.
    pub fn cookie(&self) -> Option<String> {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Asks for something.
    pub fn get(&self, path: &str) -> Result<Answer> {
        self.run(self.request("GET", path).body(())?)
    }

    /// The site it is at.
    pub const fn site(&self) -> &Site {
        &self.site
    }

    /// Asks by this method, and sends an empty object along if it takes something.
    pub fn ask(&self, method: Method, path: &str) -> Result<Answer> {
        match method {
            Method::Get => self.get(path),
            Method::Post | Method::Put | Method::Delete => self.ask_by(method.as_str(), path),
        }
    }

    /// The same by whatever method.
    pub fn ask_by(&self, method: &str, path: &str) -> Result<Answer> {
        let request = self.request(method, path).header("If-Match", "*");
        self.run_with(request, "{}")
    }

    /// Sends something there.
    pub fn post(&self, path: &str, body: &impl Serialize) -> Result<Answer> {
        self.send(Method::Post, path, &[], &serde_json::to_string(body)?)
    }

    /// Sends this text by this method, with these headers besides.
    pub fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        text: &str,
    ) -> Result<Answer> {
        let request = self.request(method.as_str(), path);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        self.run_with(request, text)
    }

    /// Puts something there, whatever is there.
    pub fn put(&self, path: &str, body: &impl Serialize) -> Result<Answer> {
        self.put_over(path, body, Some("*"))
    }

    /// Puts something there, over this version of what is there.
    pub fn put_over(
        &self,
        path: &str,
        body: &impl Serialize,
        version: Option<&str>,
    ) -> Result<Answer> {
        let mut request = self.request("PUT", path);
        if let Some(version) = version {
            request = request.header("If-Match", version);
        }
        self.run_with(request, &serde_json::to_string(body)?)
    }

    /// Sets the organisation up with this code.
    pub fn set_up(&self, setup: &impl Serialize, code: &str) -> Result<Answer> {
        let code = format!("Bearer {code}");
        let text = serde_json::to_string(setup)?;
        self.send(
            Method::Post,
            "/api/v1/setup",
            &[("Authorization", &code)],
            &text,
        )
    }

    /// Sets the organisation up as one may.
    pub fn found(&self, setup: &Setup) -> Result<()> {
        let answer = self.set_up(setup, SETUP_CODE)?;
        anyhow::ensure!(answer.status() == 201, "not set up: {}", answer.status());
        Ok(())
    }

    /// Signs in, and keeps the cookies if that succeeds.
    pub fn sign_in(&mut self, name: &str, password: &str) -> Result<Answer> {
        self.sign_in_with(name, password, None)
    }

    /// The same with the code of a second factor.
    pub fn sign_in_with(
        &mut self,
        name: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<Answer> {
        let sign_in = SignIn {
            name: name.parse()?,
            password: password.to_owned(),
            code: code.map(str::to_owned),
            passkey: None,
        };
        self.sign_in_at("/api/v1/session", &sign_in)
    }

    /// Signs in at another address, by something else.
    pub fn sign_in_at(&mut self, path: &str, body: &impl Serialize) -> Result<Answer> {
        let request = self.request("POST", path);
        let answer = self.run_with(request, &serde_json::to_string(body)?)?;
        for cookie in answer.headers().get_all("Set-Cookie") {
            let pair = cookie.to_str()?.split(';').next();
            let pair = pair.and_then(|pair| pair.split_once('='));
            self.cookies
                .extend(pair.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        Ok(answer)
    }

    /// Signs out, but keeps the cookie, as an attacker would who had read it.
    pub fn sign_out(&self) -> Result<Answer> {
        self.run(self.request("DELETE", "/api/v1/session").body(())?)
    }

    fn request(&self, method: &str, path: &str) -> http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(format!("http://{}{path}", self.site.address()))
            .header("Host", self.site.host())
            .header("Origin", &self.origin);
        let headers = [
            ("CF-Connecting-IP", self.address.clone()),
            ("Cookie", self.cookie()),
        ];
        headers
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .fold(request, |request, (name, value)| {
                request.header(name, value)
            })
    }

    fn run_with(&self, request: http::request::Builder, body: &str) -> Result<Answer> {
        if let Some(tape) = self.site.tape() {
            tape.sent(body);
        }
        self.run(request.body(body.to_owned())?)
    }

    fn run(&self, request: Request<impl ureq::AsSendBody>) -> Result<Answer> {
        let Some(tape) = self.site.tape() else {
            return self.asked(request);
        };
        tape.sent(&format!("{} {:?}", request.uri(), request.headers()));
        let (parts, mut body) = self.asked(request)?.into_parts();
        let bytes = body.read_to_vec()?;
        tape.received(&format!("{:?}", parts.headers));
        tape.received(&String::from_utf8_lossy(&bytes));
        let body = Body::builder().data(bytes);
        Ok(http::Response::from_parts(parts, body))
    }

    fn asked(&self, request: Request<impl ureq::AsSendBody>) -> Result<Answer> {
        let answer = self.agent.run(request);
        answer.context("the server does not answer")
    }
}

/// The JSON of an answer.
pub fn json<T: DeserializeOwned>(mut answer: Answer) -> Result<T> {
    Ok(serde_json::from_str(&answer.body_mut().read_to_string()?)?)
}

/// What every answer says that is no page and no file.
const SECURITY_HEADERS: [(&str, &str); 5] = [
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Fails if an answer may be kept, framed, guessed at or brought unencrypted.
pub fn must_be_secure(answer: &Answer) -> Result<()> {
    for (name, expected) in SECURITY_HEADERS {
        let said = answer.headers().get(name);
        let status = answer.status();
        ensure!(
            said.is_some_and(|said| said == expected),
            "{name} of an answer {status}: {said:?}"
        );
    }
    Ok(())
}

/// Status and code of an answer that is a problem, which is as secure as any.
pub fn problem(answer: Answer) -> Result<(u16, ProblemCode)> {
    must_be_secure(&answer)?;
    let status = answer.status().as_u16();
    let problem: Problem = json(answer)?;
    Ok((status, problem.code))
}
