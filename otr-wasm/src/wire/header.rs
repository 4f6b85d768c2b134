//! What stands in front of every message: version, message type and, in version 3, instance tags.
//!
//! ```text
//! SHORT version
//! BYTE  type
//! INT   sender's tag      (version 3)
//! INT   receiver's tag    (version 3)
//! ```

use super::{
    reader::{DecodeError, Reader},
    writer::Writer,
};
use crate::version::Version;

/// The types of message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum MessageType {
    DhCommit,
    DhKey,
    RevealSignature,
    Signature,
    Data,
}

impl MessageType {
    const ALL: [Self; 5] = [
        Self::DhCommit,
        Self::DhKey,
        Self::RevealSignature,
        Self::Signature,
        Self::Data,
    ];

    fn number(self) -> u8 {
        match self {
            Self::DhCommit => 0x02,
            Self::DhKey => 0x0a,
            Self::RevealSignature => 0x11,
            Self::Signature => 0x12,
            Self::Data => 0x03,
        }
    }

    /// What the protocol calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DhCommit => "D-H Commit message",
            Self::DhKey => "D-H Key message",
            Self::RevealSignature => "Reveal Signature message",
            Self::Signature => "Signature message",
            Self::Data => "Data message",
        }
    }

    fn from_number(number: u8) -> Result<Self, DecodeError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.number() == number)
            .ok_or(DecodeError::UnknownType {
                what: "a message",
                number: number.into(),
            })
    }
}

/// The instance tags of a version 3 message, as they stand there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Tags {
    pub(crate) sender: u32,
    /// 0 if the sender does not know it yet.
    pub(crate) receiver: u32,
}

/// A message's head. In version 2 there are no tags.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Header {
    V2(MessageType),
    V3(MessageType, Tags),
}

impl Header {
    pub(crate) fn new(version: Version, kind: MessageType, tags: Tags) -> Self {
        match version {
            Version::V2 => Self::V2(kind),
            Version::V3 => Self::V3(kind, tags),
        }
    }

    pub(crate) fn kind(self) -> MessageType {
        match self {
            Self::V2(kind) | Self::V3(kind, _) => kind,
        }
    }

    pub(crate) fn version(self) -> Version {
        match self {
            Self::V2(_) => Version::V2,
            Self::V3(..) => Version::V3,
        }
    }

    pub(crate) fn tags(self) -> Option<Tags> {
        match self {
            Self::V2(_) => None,
            Self::V3(_, tags) => Some(tags),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let version = reader.short("the version")?;
        let number = reader.byte("the message type")?;
        match version {
            2 => Ok(Self::V2(MessageType::from_number(number)?)),
            3 => {
                let sender = reader.int("the sender's tag")?;
                let receiver = reader.int("the receiver's tag")?;
                Ok(Self::V3(
                    MessageType::from_number(number)?,
                    Tags { sender, receiver },
                ))
            }
            number => Err(DecodeError::UnknownType {
                what: "a protocol version",
                number,
            }),
        }
    }

    pub(crate) fn write(self, writer: &mut Writer) {
        writer.short(self.version().number());
        writer.byte(self.kind().number());
        if let Some(Tags { sender, receiver }) = self.tags() {
            writer.int(sender);
            writer.int(receiver);
        }
    }
}
