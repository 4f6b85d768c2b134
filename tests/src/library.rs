//! A made-up library: two queues, a sealed and an open skin, an administrator and three operators, whose
//! passwords are their names with `-password`.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::{
    NewOperator, NewQueue, NewSkin, NewSnippet, PinnedKey, Role, Sealing, Setup, UnverifiedOperator,
};

use crate::browser::Browser;
use crate::server::{Server, Site};

/// The fingerprint that the sealed skin pins.
pub fn pinned() -> Fingerprint {
    Fingerprint::from_bytes([0xab; 20])
}

/// The password of an operator.
pub fn password(name: &str) -> String {
    format!("{name}-password")
}

/// What the library is set up with. `desk1` and `desk2` staff both queues, `desk3` staffs `circulation` alone.
pub fn setup() -> anyhow::Result<Setup> {
    Ok(Setup {
        demonstration: false,
        organisation: "The library".parse()?,
        operators: vec![
            operator("admin", Role::Administrator)?,
            operator("desk1", Role::Operator)?,
            operator("desk2", Role::Operator)?,
            operator("desk3", Role::Operator)?,
        ],
        queues: vec![
            queue("reference", "Ask a librarian", &["desk1", "desk2"])?,
            queue("circulation", "Loans", &["desk1", "desk2", "desk3"])?,
        ],
        skins: vec![
            NewSkin {
                name: "sealed".parse()?,
                title: "Ask us in private".parse()?,
                sealing: Sealing::Sealed {
                    pinned: vec![PinnedKey {
                        fingerprint: pinned(),
                        name: Some("Desk1".parse()?),
                    }],
                    unverified: UnverifiedOperator::Refuse,
                },
            },
            NewSkin {
                name: "open".parse()?,
                title: "Ask us".parse()?,
                sealing: Sealing::Open,
            },
        ],
        snippets: vec![
            snippet("reference", ChatKind::Sealed)?,
            snippet("reference", ChatKind::Open)?,
            snippet("circulation", ChatKind::Sealed)?,
            snippet("circulation", ChatKind::Open)?,
        ],
    })
}

/// The same library with a sealed skin that pins this key alone.
#[must_use]
pub fn pinning(mut setup: Setup, fingerprint: Fingerprint) -> Setup {
    for skin in &mut setup.skins {
        if let Sealing::Sealed { pinned, .. } = &mut skin.sealing {
            *pinned = vec![PinnedKey {
                fingerprint: fingerprint.clone(),
                name: None,
            }];
        }
    }
    setup
}

/// The library at an organisation of its own, and its administrator's browser.
pub fn administered(server: &Server, organisation: &str) -> anyhow::Result<(Site, Browser)> {
    let site = server.site(organisation);
    Browser::at(&site).found(&setup()?)?;
    let admin = signed_in(&site, "admin")?;
    Ok((site, admin))
}

/// The browser of somebody who is signed in at the library.
pub fn signed_in(site: &Site, name: &str) -> anyhow::Result<Browser> {
    let mut browser = Browser::at(site);
    browser.sign_in(name, &password(name))?;
    Ok(browser)
}

/// The same library with other operators: `desk1`, `desk2` and so on, who staff both queues like the administrator.
pub fn large(desks: usize) -> anyhow::Result<Setup> {
    let mut setup = setup()?;
    setup.operators = vec![operator("admin", Role::Administrator)?];
    for number in 1..=desks {
        let new = operator(&format!("desk{number}"), Role::Operator)?;
        setup.operators.push(new);
    }
    for queue in &mut setup.queues {
        queue.operators = setup.operators.iter().map(|new| new.name.clone()).collect();
    }
    Ok(setup)
}

fn operator(name: &str, role: Role) -> anyhow::Result<NewOperator> {
    Ok(NewOperator {
        name: name.parse()?,
        display: None,
        password: password(name),
        role,
    })
}

fn queue(name: &str, title: &str, operators: &[&str]) -> anyhow::Result<NewQueue> {
    let operators = operators.iter().map(|name| name.parse());
    Ok(NewQueue {
        name: name.parse()?,
        title: title.parse()?,
        operators: operators.collect::<Result<_, _>>()?,
    })
}

/// The name of the snippet through which guests of a queue open chats of a kind.
pub fn snippet_name(queue: &str, kind: ChatKind) -> String {
    format!("{queue}-{}", skin_name(kind))
}

fn skin_name(kind: ChatKind) -> &'static str {
    match kind {
        ChatKind::Sealed => "sealed",
        ChatKind::Open => "open",
    }
}

fn snippet(queue: &str, kind: ChatKind) -> anyhow::Result<NewSnippet> {
    Ok(NewSnippet {
        name: snippet_name(queue, kind).parse()?,
        queue: queue.parse()?,
        skin: skin_name(kind).parse()?,
        sites: vec![],
        rollover: vec![],
    })
}
