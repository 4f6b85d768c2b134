//! A program that is told something over HTTP, as a webhook is: it keeps what it hears, and answers what it is set to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

/// For how long the rest of a request is waited for.
const REQUEST_MAX: Duration = Duration::from_secs(10);

/// Something it was told.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The headers, their names in small letters.
    headers: Vec<(String, String)>,
    /// What it said.
    pub body: String,
}

impl Heard {
    /// A header.
    ///
    /// # Errors
    ///
    /// There is none of this name.
    pub fn header(&self, name: &str) -> Result<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        let (_, value) = found.with_context(|| format!("no {name} in {:?}", self.headers))?;
        Ok(value)
    }
}

/// The program. It ends when it is dropped.
#[derive(Debug)]
pub struct Receiver {
    at: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    heard: Mutex<Vec<Heard>>,
    answers: AtomicU16,
    ends: AtomicBool,
}

impl Receiver {
    /// One that answers with this status.
    pub fn start(answers: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let at = listener.local_addr()?;
        let shared = Arc::new(Shared {
            heard: Mutex::default(),
            answers: AtomicU16::new(answers),
            ends: AtomicBool::new(false),
        });
        let listening = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if listening.ends.load(Ordering::SeqCst) {
                    break;
                }
                // Whoever hangs up was not heard.
                drop(listening.hear(&stream));
            }
        });
        Ok(Self {
            at,
            shared,
            thread: Some(thread),
        })
    }

    /// Where it is told.
    pub fn address(&self) -> String {
        format!("http://{}/told?of=chats", self.at)
    }

    /// From now on it answers this.
    pub fn answer(&self, status: u16) {
        self.shared.answers.store(status, Ordering::SeqCst);
    }

    /// All it has heard so far, in that order.
    pub fn heard(&self) -> Vec<Heard> {
        let heard = self.shared.heard.lock();
        heard.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    fn hear(&self, mut stream: &TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(REQUEST_MAX))?;
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let header = |line: &String| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_lowercase(), value.trim().to_owned()))
        };
        let headers: Vec<_> = lines.iter().filter_map(header).collect();
        let heard = Heard {
            headers,
            body: String::new(),
        };
        let length = heard.header("content-length")?.parse()?;
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let body = String::from_utf8(body)?;
        let mut all = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Heard { body, ..heard });
        drop(all);
        let status = self.answers.load(Ordering::SeqCst);
        let elsewhere = "Location: /elsewhere\r\n";
        let head = format!(
            "HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n{elsewhere}\r\n"
        );
        stream.write_all(head.as_bytes())?;
        Ok(())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.shared.ends.store(true, Ordering::SeqCst);
        // It listens until somebody comes.
        drop(TcpStream::connect(self.at));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
