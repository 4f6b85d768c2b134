//! Does each part of a library's day once and counts what the platform bills of it: a line of JSON for each.
//!
//! `cargo xtask cost` runs this and multiplies.

use anyhow::Result;
use hushdesk_protocol::frames::ChatKind;
use hushdesk_tests::counted::{CountedServer, Counts};
use hushdesk_tests::day::Day;
use hushdesk_tests::processes::Processes;
use serde_json::json;

/// How many texts the shorter and the longer of two chats have: what is between them, the texts cost.
const TEXTS: [usize; 2] = [2, 20];

fn main() -> Result<()> {
    let server = CountedServer::start()?;
    let mut day = Day::begin(&server)?;
    part(&server, "history of few", || {
        Ok((day.history()?, day.chats()))
    })?;
    for kind in [ChatKind::Sealed, ChatKind::Open] {
        let name = match kind {
            ChatKind::Sealed => "sealed",
            ChatKind::Open => "open",
        };
        for texts in TEXTS {
            part(&server, &format!("{name} {texts}"), || {
                Ok((day.chat(kind, texts)?, day.chats()))
            })?;
        }
    }
    part(&server, "shift", || Ok((day.shift_begins()?, day.chats())))?;
    // One takes less than the system's clock of processor time can tell.
    part(&server, "20 presences", || {
        let mut all = day.presence()?;
        for _ in 1..20 {
            all = &all + &day.presence()?;
        }
        Ok((all, day.chats()))
    })?;
    part(&server, "mail", || Ok((day.mail()?, day.chats())))?;
    part(&server, "history", || Ok((day.history()?, day.chats())))?;
    part(&server, "running", || Ok((day.running()?, day.chats())))?;
    part(&server, "waiting", || Ok((day.waiting()?, day.chats())))
}

/// Does a part and prints what it came to.
fn part(
    server: &CountedServer,
    name: &str,
    part: impl FnOnce() -> Result<(Counts, u8)>,
) -> Result<()> {
    let processes = Processes::of_group(server.server().group());
    let before = processes.processor_millis("workerd")?;
    let (counts, archived) = part()?;
    // Of objects it is not billed.
    let processor_millis = match counts.workers {
        0 => 0,
        _ => processes.processor_millis("workerd")? - before,
    };
    let of_objects = |count: fn(&hushdesk_tests::counted::ObjectCounts) -> u64| -> u64 {
        counts.objects.values().map(count).sum()
    };
    let line = json!({
        "part": name,
        "worker_requests": counts.workers,
        "processor_millis": processor_millis,
        "object_requests": of_objects(|it| it.requests),
        "alarms": of_objects(|it| it.alarms),
        "messages": of_objects(|it| it.messages),
        "closes": of_objects(|it| it.closes),
        "rows_read": of_objects(|it| it.rows_read + it.rows_read_by_alarms),
        "rows_written": of_objects(|it| it.rows_written + it.rows_written_by_alarms + it.alarms_set),
        "kv_reads": counts.kv_reads,
        "kv_writes": counts.kv_writes,
        "kv_deletes": counts.kv_deletes,
        "kv_lists": counts.kv_lists,
        "awake_millis": of_objects(|it| it.awake_millis),
        "archived": archived,
    });
    println!("{line}");
    Ok(())
}
