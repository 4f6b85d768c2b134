//! `Exchange`: the key exchange under way, and with which instance of theirs.
//!
//! It stands beside whatever is private. Nothing in it is proved before it is complete, so that only then
//! anything else of the conversation follows it.

use crate::{ake::Ake, instance_tag::InstanceTag, version::Version};

/// A key exchange, or none.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(super) ake: Ake,
    /// Who takes part in it; unknown until a message of version 3 names them.
    pub(super) with: Option<InstanceTag>,
}

impl Exchange {
    /// Nothing is under way.
    pub(super) const NONE: Self = Self {
        ake: Ake::Idle,
        with: None,
    };

    /// Where a message of `with` led to, or a beginning of our own.
    pub(super) fn at(ake: Ake, with: Option<InstanceTag>) -> Self {
        match ake {
            Ake::Idle => Self::NONE,
            ake @ Ake::AwaitingDhKey(_) => Self { ake, with: None },
            ake @ (Ake::AwaitingRevealSignature(_) | Ake::AwaitingSignature(_)) => {
                Self { ake, with }
            }
        }
    }

    /// Whether a D-H Commit of ours waits for an answer, which may come from any instance.
    pub(super) fn awaits_dh_key(&self) -> bool {
        matches!(self.ake, Ake::AwaitingDhKey(_))
    }

    /// Whether our D-H Commit is of a version with instances.
    pub(super) fn is_open_commit(&self) -> bool {
        matches!(&self.ake, Ake::AwaitingDhKey(state) if state.version() == Version::V3)
    }
}
