//! An identity provider that says what a test has it say: a description of itself, its keys, and a token, right or forged.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

/// For how long the rest of a request is waited for.
const REQUEST_MAX: Duration = Duration::from_secs(10);

/// The provider. It ends when it is dropped.
#[derive(Debug)]
pub struct MadeUpProvider {
    at: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    /// What is answered at each path.
    pages: Mutex<Vec<(&'static str, String)>>,
    /// What was asked for, and with what.
    asked: Mutex<Vec<(String, String)>>,
    ends: AtomicBool,
}

/// A key of the provider's.
pub struct Key {
    kid: &'static str,
    key: SigningKey,
}

impl Key {
    /// The one that is made of this byte.
    pub fn of(kid: &'static str, byte: u8) -> Result<Self> {
        let key = SigningKey::from_slice(&[byte; 32])?;
        Ok(Self { kid, key })
    }

    /// What everybody knows of it.
    pub fn public(&self) -> Result<Value> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let part = |part: Option<&_>| part.map(encoded).context("no such part");
        let (x, y) = (
            part(point.x().map(AsRef::<[u8]>::as_ref))?,
            part(point.y().map(AsRef::<[u8]>::as_ref))?,
        );
        Ok(json!({"kty": "EC", "crv": "P-256", "kid": self.kid, "alg": "ES256", "x": x, "y": y}))
    }

    /// A token that says this.
    pub fn token(&self, claims: &Value) -> String {
        let message = message(&json!({"alg": "ES256", "kid": self.kid}), claims);
        let signature: Signature = self.key.sign(message.as_bytes());
        format!("{message}.{}", encoded(&signature.to_bytes()))
    }
}

/// The part of a token that is signed.
pub fn message(header: &Value, claims: &Value) -> String {
    let part = |part: &Value| encoded(part.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}

/// As tokens are written.
pub fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl MadeUpProvider {
    /// One that has this key.
    pub fn start(key: &Key) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let at = listener.local_addr()?;
        let shared = Arc::new(Shared {
            pages: Mutex::default(),
            asked: Mutex::default(),
            ends: AtomicBool::new(false),
        });
        let listening = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if listening.ends.load(Ordering::SeqCst) {
                    break;
                }
                // Whoever hangs up was not heard.
                drop(listening.answer(&stream));
            }
        });
        let provider = Self {
            at,
            shared,
            thread: Some(thread),
        };
        provider.describes(json!({}));
        provider.has_keys(&[key])?;
        Ok(provider)
    }

    /// What it goes by.
    pub fn issuer(&self) -> String {
        format!("http://{}", self.at)
    }

    /// It describes itself as providers do, but for this.
    pub fn describes(&self, otherwise: Value) {
        let issuer = self.issuer();
        let mut document = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/auth"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
        });
        if let (Some(document), Some(otherwise)) = (document.as_object_mut(), otherwise.as_object())
        {
            document.extend(otherwise.clone());
        }
        self.answers("/.well-known/openid-configuration", &document);
    }

    /// It has these keys from now on.
    pub fn has_keys(&self, keys: &[&Key]) -> Result<()> {
        let keys: Vec<_> = keys.iter().map(|key| key.public()).collect::<Result<_>>()?;
        self.answers("/keys", &json!({"keys": keys}));
        Ok(())
    }

    /// It exchanges every code for this token.
    pub fn says(&self, token: &str) {
        self.answers(
            "/token",
            &json!({"id_token": token, "token_type": "Bearer"}),
        );
    }

    /// It answers this at a path.
    pub fn answers(&self, path: &'static str, with: &Value) {
        let pages = self.shared.pages.lock();
        let mut pages = pages.unwrap_or_else(PoisonError::into_inner);
        pages.retain(|(known, _)| *known != path);
        pages.push((path, with.to_string()));
    }

    /// What it was asked for at a path so far: the head and the body of each request.
    pub fn asked(&self, path: &str) -> Vec<String> {
        let asked = self.shared.asked.lock();
        let asked = asked.unwrap_or_else(PoisonError::into_inner);
        let there = asked.iter().filter(|(at, _)| at == path);
        there.map(|(_, what)| what.clone()).collect()
    }
}

impl Shared {
    fn answer(&self, mut stream: &TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(REQUEST_MAX))?;
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head)? == 0 {
                break;
            }
        }
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.trim().parse().ok())?
        });
        let mut body = vec![0; length.unwrap_or_default()];
        reader.read_exact(&mut body)?;
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let said = head.clone() + &String::from_utf8(body)?;
        let asked = self.asked.lock();
        let mut asked = asked.unwrap_or_else(PoisonError::into_inner);
        asked.push((path.clone(), said));
        drop(asked);
        let pages = self.pages.lock();
        let pages = pages.unwrap_or_else(PoisonError::into_inner);
        let page = pages.iter().find(|(known, _)| *known == path);
        let (status, page) = page.map_or((404, ""), |(_, page)| (200, page));
        let length = page.len();
        let head = "Content-Type: application/json\r\nConnection: close";
        let answer =
            format!("HTTP/1.1 {status} So\r\n{head}\r\nContent-Length: {length}\r\n\r\n{page}");
        stream.write_all(answer.as_bytes())?;
        Ok(())
    }
}

impl Drop for MadeUpProvider {
    fn drop(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        // It listens until somebody comes.
        drop(TcpStream::connect(self.at));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
