//! The password again. Before what lets somebody in the edge wants it ([`PutProof`](hushdesk_protocol::rest::PutProof)); whoever asks
//! the edge for such a thing does not know. Whoever can ask the person for it is known here, and then the question is asked again.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// What asks the person, and says whether the edge has taken their answer.
pub type Prover = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    static PROVER: RefCell<Option<Prover>> = const { RefCell::new(None) };
}

/// From now on this asks the person; nothing: nobody does.
pub fn prove_by(prover: Option<Prover>) {
    PROVER.set(prover);
}

/// Asks the person, if somebody can.
pub(super) async fn is_proved() -> bool {
    let prover = PROVER.with_borrow(Clone::clone);
    match prover {
        Some(prover) => prover().await,
        None => false,
    }
}
