//! What the queue costs without an object around it: how many events it takes in a second, those of texts and those by which
//! chats come and go, and how much memory a chat needs, with few chats and with many.
//!
//! `cargo run --release -p durable-queue --features many-chats --example bench [RUNS]` prints a JSON object for each
//! measure, number of chats and run; `cargo xtask bench queue` holds them against each other.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use durable_queue::{
    Arrival, ConnectionId, Effect, Event, GuestOpened, GuestSays, HolderSays, OperatorSays, Queue,
    Seat, TokenHash,
};
use hushdesk_protocol::frames::{Body, Opening, Outgoing};
use hushdesk_protocol::ids::{
    ChatId, Epoch, Lease, Number, OperatorName, ResumeToken, SeatId, Seq, SkinName, Timestamp,
};
use hushdesk_protocol::text::{CommitText, DisplayName, SealedText};

/// How many chats run at once.
const CHATS: [u32; 3] = [100, 1_000, 10_000];

/// Operators, who share them.
const SEATS: u64 = 10;

/// Texts of a run, over all chats: as many with few as with many.
const TEXTS: u32 = 40_000;

/// Chats that come and go in a run.
const COMINGS: u32 = 1_000;

/// Runs of each measure, unless told otherwise.
const RUNS: usize = 9;

/// Between two texts of a guest, who may write two a second.
const PAUSE_MILLIS: u64 = 1_000;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let runs = std::env::args()
        .nth(1)
        .map_or(Ok(RUNS), |runs| runs.parse())?;
    let mut desks = Vec::new();
    for chats in CHATS {
        let before = ALLOCATED.load(Ordering::Relaxed);
        let desk = Desk::with(chats)?;
        let bytes = ALLOCATED.load(Ordering::Relaxed) - before;
        print("memory", chats, each(bytes, chats)?);
        desks.push((chats, desk));
    }
    let benches: [(&str, Run); 2] = [("texts", Desk::talk), ("comings", Desk::serves)];
    for (bench, run) in benches {
        // The first one warms up. They take turns, so that whatever else the machine does falls on all of them.
        for turn in 0..=runs {
            for (chats, desk) in &mut desks {
                let begun = Instant::now();
                let events = f64::from(run(desk)?);
                if turn > 0 {
                    print(bench, *chats, events / begun.elapsed().as_secs_f64());
                }
            }
        }
    }
    Ok(())
}

/// Gives how many events it was.
type Run = fn(&mut Desk) -> Result<u32, Failure>;

/// The share of one chat.
fn each(bytes: usize, chats: u32) -> Result<f64, Failure> {
    Ok(f64::from(u32::try_from(bytes)?) / f64::from(chats))
}

fn print(bench: &str, chats: u32, value: f64) {
    let line = serde_json::json!({ "bench": bench, "chats": chats, "value": value });
    println!("{line}");
}

/// A queue in which sealed chats run, each with an operator.
struct Desk {
    queue: Queue,
    now: Timestamp,
    chats: Vec<Chat>,
    /// How many chats there ever were.
    opened: u64,
}

/// A chat that was claimed once.
struct Chat {
    id: ChatId,
    guest: ConnectionId,
    operator: ConnectionId,
    /// How many texts each end has written: they write in turn.
    written: u64,
}

impl Desk {
    fn with(chats: u32) -> Result<Self, Failure> {
        let mut desk = Self {
            queue: Queue::default(),
            now: Timestamp(1),
            chats: Vec::new(),
            opened: 0,
        };
        for number in 0..SEATS {
            desk.seat(number)?;
        }
        for _ in 0..chats {
            let chat = desk.open()?;
            desk.chats.push(chat);
        }
        Ok(desk)
    }

    fn seat(&mut self, number: u64) -> Result<(), Failure> {
        let name = format!("desk{number}");
        let seat = Seat {
            operator: name.parse::<OperatorName>()?,
            window: SeatId::from_bytes(bytes(number)),
        };
        self.handle(Event::OperatorArrived {
            connection: ConnectionId(number),
            seat,
            arrival: Arrival::of(name.parse::<DisplayName>()?),
        });
        Ok(())
    }

    /// A guest comes, and an operator claims.
    fn open(&mut self) -> Result<Chat, Failure> {
        let number = self.opened;
        self.opened += 1;
        let id = ChatId::from_bytes(bytes(number));
        let guest = ConnectionId(SEATS + number);
        let operator = ConnectionId(number % SEATS);
        let commit = CommitText::try_from("?OTR:AAMCfirst.".to_owned())?;
        let opened = GuestOpened {
            chat: id.clone(),
            token: TokenHash::of(&ResumeToken::from_bytes([7; 32])),
            opening: Opening::Sealed { commit },
            skin: "blue".parse::<SkinName>()?,
            page: None,
            address: None,
            rollover: vec![],
            random: u32::try_from(number)?,
        };
        self.handle(Event::GuestOpened {
            connection: guest,
            opened,
            from: None,
        });
        let chat = id.clone();
        let claimed = self.handle(Event::OperatorSaid {
            connection: operator,
            says: OperatorSays::Claim { chat },
        });
        if !is_taken(&claimed) {
            return Err("the claim was refused".into());
        }
        Ok(Chat {
            id,
            guest,
            operator,
            written: 0,
        })
    }

    /// Chats come, one after the other, are claimed, and end. Gives how many events that were.
    fn serves(&mut self) -> Result<u32, Failure> {
        for _ in 0..COMINGS {
            self.now = self.now.plus(PAUSE_MILLIS);
            let chat = self.open()?;
            let ended = self.handle(chat.guest_says(GuestSays::End));
            if !is_taken(&ended) {
                return Err("a chat did not end".into());
            }
            self.handle(Event::Disconnected {
                connection: chat.guest,
            });
        }
        Ok(4 * COMINGS)
    }

    /// In each chat in turn the operator writes, the guest acknowledges and writes, the operator acknowledges, until all
    /// texts are written. Gives how many events that were.
    fn talk(&mut self) -> Result<u32, Failure> {
        let mut texts = 0;
        while texts < TEXTS {
            self.now = self.now.plus(PAUSE_MILLIS);
            for place in 0..self.chats.len() {
                self.exchange(place)?;
                texts += 2;
            }
        }
        Ok(2 * texts)
    }

    fn exchange(&mut self, place: usize) -> Result<(), Failure> {
        let chat = self.chats.get_mut(place).ok_or("there is no such chat")?;
        chat.written += 1;
        // All that has come.
        let received = Seq(u64::MAX);
        let events = [
            chat.operator_says(HolderSays::Message(text(chat.written)?)),
            chat.guest_says(GuestSays::Ack { received }),
            // The guest's first was the D-H Commit.
            chat.guest_says(GuestSays::Message(text(chat.written + 1)?)),
            chat.operator_says(HolderSays::Ack { received }),
        ];
        for event in events {
            if !is_taken(&self.handle(event)) {
                return Err("a text or its acknowledgement was refused".into());
            }
        }
        Ok(())
    }

    fn handle(&mut self, event: Event) -> Vec<Effect> {
        self.queue.handle(event, self.now)
    }
}

impl Chat {
    const fn guest_says(&self, says: GuestSays) -> Event {
        Event::GuestSaid {
            connection: self.guest,
            says,
        }
    }

    fn operator_says(&self, says: HolderSays) -> Event {
        Event::OperatorSaid {
            connection: self.operator,
            says: OperatorSays::Holding {
                chat: self.id.clone(),
                lease: Lease(1),
                says,
            },
        }
    }
}

/// A sealed text of some length.
fn text(number: u64) -> Result<Outgoing, Failure> {
    let text = SealedText::try_from(format!("?OTR:AAMD{}.", "x".repeat(300)))?;
    Ok(Outgoing {
        number: Number(number),
        body: Body::Sealed {
            epoch: Epoch(1),
            text,
        },
    })
}

/// Whether an event has changed anything.
fn is_taken(effects: &[Effect]) -> bool {
    effects.iter().any(|it| matches!(it, Effect::Store(_)))
}

/// An id's bytes, made of a number.
fn bytes(number: u64) -> [u8; 16] {
    u128::from(number).to_be_bytes()
}

/// Bytes that are allocated and not freed.
static ALLOCATED: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, which counts.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

#[allow(unsafe_code, reason = "an allocator cannot be made otherwise")]
// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        ALLOCATED.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(block, layout) }
    }
}
