//! A server that counts what the platform bills: the built Worker behind `tests/counted/index.js`.

use std::collections::BTreeMap;
use std::ops::{Add, Sub};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::browser::{Browser, json};
use crate::server::{Server, Site};

/// The module by which the edge enters.
const ENTRY: &str = "tests/counted/index.js";

/// What has been counted.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Events that are being worked on.
    pub busy: u64,
    /// Requests that the Worker was asked; files are not among them.
    pub workers: u64,
    /// Values that were read from KV, whether there was one or not.
    pub kv_reads: u64,
    /// Values that were written to KV.
    pub kv_writes: u64,
    /// Values that were deleted there.
    pub kv_deletes: u64,
    /// Lists that were asked for there.
    pub kv_lists: u64,
    /// What was counted of each kind of object.
    pub objects: BTreeMap<String, ObjectCounts>,
}

/// What has been counted of the objects of a kind.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectCounts {
    /// Requests, those among them that open a socket.
    pub requests: u64,
    /// Messages of clients that came over sockets, but for heartbeats that the runtime answers.
    pub messages: u64,
    /// How often an alarm has rung.
    pub alarms: u64,
    /// How often a socket was closed or broke.
    pub closes: u64,
    /// How often the alarm was set: each is billed as a row.
    pub alarms_set: u64,
    /// Rows that were read, but for what alarms do.
    pub rows_read: u64,
    /// Rows that were written, but for what alarms do.
    pub rows_written: u64,
    /// Rows that alarms have read.
    pub rows_read_by_alarms: u64,
    /// Rows that alarms have written.
    pub rows_written_by_alarms: u64,
    /// Milliseconds in which something was being done.
    pub awake_millis: u64,
}

/// A server that counts.
pub struct CountedServer {
    server: Server,
    browser: Browser,
}

impl CountedServer {
    /// Starts one.
    pub fn start() -> Result<Self> {
        let server = Server::start_by(Some(ENTRY))?;
        let browser = Browser::at(Site::from(&server));
        Ok(Self { server, browser })
    }

    /// The server.
    pub const fn server(&self) -> &Server {
        &self.server
    }

    /// What has been counted so far.
    pub fn counts(&self) -> Result<Counts> {
        json(self.browser.get("/counted")?)
    }

    /// What has been counted by statement of SQL.
    pub fn statements(&self) -> Result<BTreeMap<String, StatementCounts>> {
        json(self.browser.get("/counted/statements")?)
    }
}

/// What a statement has come to.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct StatementCounts {
    /// Rows read.
    pub rows_read: u64,
    /// Rows written.
    pub rows_written: u64,
    /// How often it was run.
    pub times: u64,
}

impl Counts {
    fn combined(&self, other: &Self, by: fn(u64, u64) -> u64) -> Self {
        let objects = self.objects.iter().map(|(kind, counts)| {
            let other = other.objects.get(kind).copied().unwrap_or_default();
            (kind.clone(), counts.combined(other, by))
        });
        Self {
            busy: self.busy,
            workers: by(self.workers, other.workers),
            kv_reads: by(self.kv_reads, other.kv_reads),
            kv_writes: by(self.kv_writes, other.kv_writes),
            kv_deletes: by(self.kv_deletes, other.kv_deletes),
            kv_lists: by(self.kv_lists, other.kv_lists),
            objects: objects.collect(),
        }
    }
}

impl Sub for &Counts {
    type Output = Counts;

    /// What has been counted since then.
    fn sub(self, before: Self) -> Counts {
        self.combined(before, |now, before| now - before)
    }
}

impl Add for &Counts {
    type Output = Counts;

    /// Both together, of the same kinds of objects.
    fn add(self, other: Self) -> Counts {
        self.combined(other, |one, other| one + other)
    }
}

impl ObjectCounts {
    fn combined(self, other: Self, by: fn(u64, u64) -> u64) -> Self {
        Self {
            requests: by(self.requests, other.requests),
            messages: by(self.messages, other.messages),
            alarms: by(self.alarms, other.alarms),
            closes: by(self.closes, other.closes),
            alarms_set: by(self.alarms_set, other.alarms_set),
            rows_read: by(self.rows_read, other.rows_read),
            rows_written: by(self.rows_written, other.rows_written),
            rows_read_by_alarms: by(self.rows_read_by_alarms, other.rows_read_by_alarms),
            rows_written_by_alarms: by(self.rows_written_by_alarms, other.rows_written_by_alarms),
            awake_millis: by(self.awake_millis, other.awake_millis),
        }
    }
}
