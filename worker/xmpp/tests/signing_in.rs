//! A program signs in, stanza by stanza as Pidgin does:
//! - mechanisms are offered at once, then a resource is bound, a session is, the contacts are told;
//! - whoever has no password of theirs is refused, and may try three times;
//! - nothing else can be said before, and it may take a minute.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use common::{NOW, Program, QUEUE, account, credentials, queue, said};
use hushdesk_xmpp::{Effect, Event};

fn auth(mechanism: &str, text: &str) -> String {
    let text = BASE64_STANDARD.encode(text);
    format!(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='{mechanism}' xmlns:ga='http://www.google.com/talk/protocol/auth' ga:client-uses-full-bind-result='true'>{text}</auth>"
    )
}

#[test]
fn a_stream_begins_with_the_ways_to_sign_in() {
    let effects = Program::new().does(Event::Opened);
    let features = said(&effects).join("");
    assert!(features.contains("<mechanism>SCRAM-SHA-256</mechanism><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism>"), "{features}");
}

#[test]
fn pidgin_signs_in_and_is_at_its_queues() {
    let mut pidgin = Program::new();
    pidgin.does(Event::Opened);
    let asked = pidgin.says(&auth("PLAIN", "\0ann\0pencil"));
    assert_eq!(asked, [Effect::FindCredentials("ann".parse().unwrap())]);
    let shown = pidgin.does(Event::Credentials(Some(credentials())));
    let (name, password) = ("ann".parse().unwrap(), "one".to_owned());
    assert_eq!(shown, [Effect::SignIn(name, password)]);
    let success = pidgin.does(Event::SignedIn(Some(account())));
    let element = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>".to_owned();
    assert_eq!(success, [Effect::Say(element)]);
    let features = said(&pidgin.does(Event::Opened)).join("");
    assert!(
        features.contains("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"),
        "{features}"
    );

    let bound = pidgin.says("<iq xmlns='jabber:client' type='set' id='purple2d5d1f0f'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>");
    assert!(said(&bound).join("").contains("id='purple2d5d1f0f'"));
    assert!(
        said(&bound)
            .join("")
            .contains("<jid>ann@chat.test/desk</jid>")
    );
    let session = pidgin.says("<iq xmlns='jabber:client' type='set' id='purple2d5d1f10'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    assert_eq!(
        said(&session),
        ["<iq xmlns='jabber:client' type='result' id='purple2d5d1f10'/>"]
    );
    let roster = pidgin.says("<iq xmlns='jabber:client' type='get' id='purple2d5d1f14'><query xmlns='jabber:iq:roster'/></iq>");
    let roster = said(&roster).join("");
    assert!(
        roster.contains(&format!(
            "<item jid='{QUEUE}' name='Ask a librarian' subscription='both'>"
        )),
        "{roster}"
    );
    let there = pidgin.says("<presence xmlns='jabber:client'><priority>1</priority><c xmlns='http://jabber.org/protocol/caps' node='http://pidgin.im/' hash='sha-1' ver='lV6i//bt2U8Rm0REcX8h4F3Nk3M=' ext='voice-v1 camera-v1 video-v1'/><x xmlns='vcard-temp:x:update'/></presence>");
    assert_eq!(there, [Effect::Dial(queue())]);
}

#[test]
fn what_nobody_knows_is_answered_as_the_rfc_says() {
    let mut pidgin = Program::at_the_desk(vec![], vec![]);
    for asked in [
        "<query xmlns='jabber:iq:private'/>",
        "<blocklist xmlns='urn:xmpp:blocking'/>",
        "<time xmlns='urn:xmpp:time'/>",
    ] {
        let iq = format!("<iq xmlns='jabber:client' type='get' id='a'>{asked}</iq>");
        let answer = said(&pidgin.says(&iq)).join("");
        assert!(answer.contains("<service-unavailable "), "{answer}");
    }
    let ping = "<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>";
    assert_eq!(
        said(&pidgin.says(ping)),
        ["<iq xmlns='jabber:client' type='result' id='p'/>"]
    );
    let answer = "<iq xmlns='jabber:client' type='result' id='push3'/>";
    assert_eq!(pidgin.says(answer), []);
}

#[test]
fn a_wrong_password_is_refused_three_times() {
    let mut pidgin = Program::new();
    pidgin.does(Event::Opened);
    let mut refused = Vec::new();
    for _ in 0..3 {
        pidgin.says(&auth("PLAIN", "\0ann\0crayon"));
        refused = pidgin.does(Event::Credentials(Some(credentials())));
        let failure =
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";
        assert_eq!(said(&refused), [failure]);
    }
    assert_eq!(refused.last(), Some(&Effect::Fail("policy-violation")));
}

#[test]
fn nothing_is_said_before_the_sign_in() {
    let mut pidgin = Program::new();
    pidgin.does(Event::Opened);
    let message = pidgin.writes("ben@chat.test", "hello");
    assert_eq!(message, [Effect::Fail("not-authorized")]);
    let mut pidgin = Program::new();
    pidgin.signs_in(account());
    let message = pidgin.writes("ben@chat.test", "hello");
    assert_eq!(message, [Effect::Fail("policy-violation")]);
}

#[test]
fn whoever_is_not_at_the_desk_within_a_minute_is_out() {
    let timeout = [Effect::Fail("connection-timeout")];
    let mut silent = Program::new();
    silent.does(Event::Opened);
    silent.now = NOW.plus(59_999);
    assert_eq!(silent.does(Event::Tick), []);
    silent.now = NOW.plus(60_000);
    assert_eq!(silent.does(Event::Tick), timeout);
    assert_eq!(silent.does(Event::Tick), []);
    let mut unbound = Program::new();
    unbound.signs_in(account());
    unbound.now = NOW.plus(60_000);
    assert_eq!(unbound.does(Event::Tick), timeout);
    let mut there = Program::at_the_desk(vec![], vec![]);
    there.now = NOW.plus(60_000);
    assert_eq!(there.does(Event::Tick), []);
}
