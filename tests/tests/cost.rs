//! What a chat costs: all that the platform bills of it, pinned, so that a change is seen that costs something.

use anyhow::Result;
use hushdesk_protocol::frames::ChatKind;
use hushdesk_tests::counted::{CountedServer, Counts};
use hushdesk_tests::day::Day;

/// Of both kinds.
const TEXTS: usize = 20;

/// What is billed, a line for each that has something to be billed for. When alarms ring depends on the clock: what they do, and
/// that each that rings is set anew, is left out.
fn billed(counts: &Counts) -> Vec<String> {
    let mut lines = vec![format!("{} requests to the Worker", counts.workers)];
    for (kind, it) in &counts.objects {
        let set = it.alarms_set.saturating_sub(it.alarms);
        lines.push(format!(
            "{kind}: {} requests, {} messages, {} alarms set, {} rows read, {} written",
            it.requests, it.messages, set, it.rows_read, it.rows_written
        ));
    }
    lines.push(format!(
        "KV: {} read, {} written, {} deleted, {} listed",
        counts.kv_reads, counts.kv_writes, counts.kv_deletes, counts.kv_lists
    ));
    lines
}

#[test]
fn a_chat_of_twenty_texts_costs_what_it_did() -> Result<()> {
    let server = CountedServer::start()?;
    let mut day = Day::begin(&server)?;
    let sealed = day.chat(ChatKind::Sealed, TEXTS)?;
    let open = day.chat(ChatKind::Open, TEXTS)?;
    assert_eq!(
        billed(&sealed),
        [
            "6 requests to the Worker",
            "archive: 6 requests, 0 messages, 0 alarms set, 122 rows read, 28 written",
            "directory: 6 requests, 0 messages, 0 alarms set, 68 rows read, 0 written",
            "queue: 3 requests, 72 messages, 0 alarms set, 240 rows read, 102 written",
            "KV: 0 read, 0 written, 0 deleted, 0 listed",
        ]
    );
    assert_eq!(
        billed(&open),
        [
            "5 requests to the Worker",
            "archive: 7 requests, 0 messages, 0 alarms set, 161 rows read, 64 written",
            "directory: 5 requests, 0 messages, 0 alarms set, 55 rows read, 0 written",
            "queue: 2 requests, 65 messages, 0 alarms set, 224 rows read, 119 written",
            "KV: 0 read, 1 written, 0 deleted, 0 listed",
        ]
    );
    Ok(())
}
