//! How many sockets guests have at once at a real server, by the address and by the network they come from. Each is in a
//! chat of its own, and says that it is there.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use hushdesk_protocol::VERSION;
use hushdesk_protocol::frames::{ChatKind, FromGuest, Opening, ToGuest};
use hushdesk_protocol::ids::{ChatId, ResumeToken};
use hushdesk_protocol::limits::HEARTBEAT;
use hushdesk_tests::browser::Browser;
use hushdesk_tests::library;
use hushdesk_tests::objects::{Kind, Objects};
use hushdesk_tests::server::{Server, Site};
use hushdesk_tests::socket::{self, GuestSocket};

/// Guests' sockets of one address at once.
const PER_ADDRESS: usize = 120;

/// Guests' sockets of one network of 48 bits at once.
const PER_NETWORK: usize = 480;

/// How many of them are of the same network of 64 bits: fewer than there may be.
const PER_SUBNET: usize = 96;

/// How long it may take until the directory sleeps, or a socket that is cut is gone.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// How long after each look until then: each may be a try to open a socket, and these are counted.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// How often guests say that they are there: so that nobody has to be asked.
const SAY_AGAIN: Duration = Duration::from_secs(5);

#[test]
fn an_address_and_a_network_have_so_many_guests_sockets_at_once_and_others_find_room() -> Result<()>
{
    let server = Server::start()?;
    let site = Site::from(&server);
    Browser::at(&site).found(&library::setup()?)?;
    let mut guests = Guests::default();
    for number in 0..PER_NETWORK {
        let address = in_network(number / PER_SUBNET, number);
        guests.add(open(&site, "circulation", number, &address)?)?;
    }
    for number in 0..PER_ADDRESS {
        guests.add(open(&site, "reference", number, "198.51.100.7")?)?;
    }
    // So far the directory has counted, too: how many come in a minute. It forgets that when it sleeps.
    let directory = Objects::of(&server, Kind::Directory);
    guests.wait_until("the directory sleeps", || directory.are_asleep())?;

    let finds_room = |queue, address: &str| -> Result<bool> {
        let headers = [("CF-Connecting-IP", address)];
        let refusal = socket::guest(&site, queue, ChatKind::Open, &headers)?.refusal();
        ensure!(refusal.is_none_or(|status| status == 429), "{refusal:?}");
        Ok(refusal.is_none())
    };
    assert!(!finds_room("reference", "198.51.100.7")?);
    assert!(finds_room("reference", "198.51.100.8")?);
    assert!(!finds_room("circulation", &in_network(0, 1))?);
    assert!(!finds_room("circulation", &in_network(9, 1))?);
    assert!(finds_room("circulation", "2001:db8:2::1")?);

    guests.sockets.swap_remove(PER_NETWORK).cut();
    guests.wait_until("the address finds room", || {
        finds_room("reference", "198.51.100.7")
    })?;
    guests.sockets.swap_remove(0).cut();
    guests.wait_until("the network finds room", || {
        finds_room("circulation", &in_network(9, 1))
    })
}

/// An address in the nth network of 64 bits of one network of 48 bits.
fn in_network(subnet: usize, host: usize) -> String {
    format!("2001:db8:1:{subnet:x}::{host:x}")
}

fn open(site: &Site, queue: &str, number: usize, address: &str) -> Result<GuestSocket> {
    let headers = [("CF-Connecting-IP", address)];
    let mut guest = socket::guest(site, queue, ChatKind::Open, &headers)?.socket()?;
    let mut chat = [1; 16];
    for (byte, of_number) in chat.iter_mut().zip(number.to_be_bytes()) {
        *byte = of_number;
    }
    guest.send(&FromGuest::Open {
        version: VERSION,
        chat: ChatId::from_bytes(chat),
        token: ResumeToken::from_bytes([2; 32]),
        opening: Opening::Open,
        page: None,
    })?;
    guest.receive_until(|frame| matches!(frame, ToGuest::Chat(_)).then_some(()))?;
    Ok(guest)
}

/// Guests, each of whom says often enough that they are there.
#[derive(Default)]
struct Guests {
    sockets: Vec<GuestSocket>,
    said: Option<Instant>,
}

impl Guests {
    fn add(&mut self, socket: GuestSocket) -> Result<()> {
        self.sockets.push(socket);
        self.say_so()
    }

    fn wait_until(&mut self, what: &str, is_so: impl Fn() -> Result<bool>) -> Result<()> {
        let deadline = Instant::now() + WAIT_MAX;
        while !is_so()? {
            ensure!(Instant::now() < deadline, "it does not happen that {what}");
            self.say_so()?;
            thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    fn say_so(&mut self) -> Result<()> {
        if self.said.is_some_and(|at| at.elapsed() < SAY_AGAIN) {
            return Ok(());
        }
        self.said = Some(Instant::now());
        let mut sockets = self.sockets.iter_mut();
        sockets.try_for_each(|socket| socket.send_text(HEARTBEAT))
    }
}
