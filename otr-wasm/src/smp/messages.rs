//! The four messages and the abort: contents, reading, writing.
//!
//! ```text
//! record of type 7 only: a question, then a NUL
//! INT    how many numbers follow
//! MPI    each of them
//! ```

use super::{
    group::Member,
    proofs::{Coordinates, CoordinatesProof, ExponentProof, SameExponentProof},
};
use crate::{
    error::Reason,
    wire::{
        reader::{DecodeError, Reader},
        tlv::{self, Tlv},
        writer::Writer,
    },
};

/// The records' types.
const MESSAGE_1: u16 = 2;
const MESSAGE_2: u16 = 3;
const MESSAGE_3: u16 = 4;
const MESSAGE_4: u16 = 5;
const ABORT: u16 = 6;
const MESSAGE_1_WITH_QUESTION: u16 = 7;

/// Whether a record belongs to a comparison of secrets.
pub(crate) fn is_smp(record: &Tlv) -> bool {
    tlv::SMP.contains(&record.kind())
}

/// The record that gives up.
pub(super) fn abort() -> Tlv {
    Tlv::own(ABORT, Vec::new())
}

/// A message, every number of it in its range.
pub(super) enum Message {
    One {
        message: Box<Message1>,
        question: Option<String>,
    },
    Two(Box<Message2>),
    Three(Box<Message3>),
    Four(Box<Message4>),
    Abort,
}

impl Message {
    /// Reads a record of types 2 to 7.
    pub(super) fn read(record: &Tlv) -> Result<Self, Reason> {
        let value = record.value();
        match record.kind() {
            MESSAGE_1 => one(value, None),
            MESSAGE_1_WITH_QUESTION => {
                let (question, value) = split_question(value)?;
                one(value, Some(question))
            }
            MESSAGE_2 => read(value, Message2::NUMBERS, Message2::read).map(Self::Two),
            MESSAGE_3 => read(value, Message3::NUMBERS, Message3::read).map(Self::Three),
            MESSAGE_4 => read(value, Message4::NUMBERS, Message4::read).map(Self::Four),
            ABORT => Ok(Self::Abort),
            number => Err(DecodeError::UnknownType {
                what: "a record",
                number,
            }
            .into()),
        }
    }
}

fn one(value: &[u8], question: Option<String>) -> Result<Message, Reason> {
    let message = read(value, Message1::NUMBERS, Message1::read)?;
    Ok(Message::One { message, question })
}

/// The question, up to a NUL, and what follows it.
fn split_question(value: &[u8]) -> Result<(String, &[u8]), DecodeError> {
    let reading = "a question";
    let mut parts = value.splitn(2, |byte| *byte == 0);
    match (parts.next(), parts.next()) {
        (Some(question), Some(rest)) => Ok((String::from_utf8_lossy(question).into_owned(), rest)),
        _ => Err(DecodeError::TooShort { reading }),
    }
}

/// Reads so many numbers, and nothing after them.
fn read<M>(
    value: &[u8],
    numbers: u32,
    read: impl FnOnce(&mut Reader<'_>) -> Result<M, Reason>,
) -> Result<Box<M>, Reason> {
    let mut reader = Reader::new(value);
    if reader.int("a count of numbers")? != numbers {
        return Err(Reason::OutOfRange("a count of numbers"));
    }
    let message = read(&mut reader)?;
    reader.finish()?;
    Ok(Box::new(message))
}

/// Writes the count of numbers, and the numbers.
fn write(kind: u16, question: Option<&str>, numbers: u32, write: impl FnOnce(&mut Writer)) -> Tlv {
    let mut writer = Writer::default();
    if let Some(question) = question {
        writer.bytes(question.as_bytes());
        writer.byte(0);
    }
    writer.int(numbers);
    write(&mut writer);
    Tlv::own(kind, writer.into_bytes())
}

/// `g2a, c2, D2, g3a, c3, D3`: Alice's halves of the two new generators.
pub(super) struct Message1 {
    pub(super) g2a: Member,
    pub(super) g2a_proof: ExponentProof,
    pub(super) g3a: Member,
    pub(super) g3a_proof: ExponentProof,
}

impl Message1 {
    const NUMBERS: u32 = 6;

    pub(super) fn into_tlv(self, question: Option<&str>) -> Tlv {
        let kind = question.map_or(MESSAGE_1, |_| MESSAGE_1_WITH_QUESTION);
        write(kind, question, Self::NUMBERS, |writer| {
            self.g2a.write(writer);
            self.g2a_proof.write(writer);
            self.g3a.write(writer);
            self.g3a_proof.write(writer);
        })
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            g2a: Member::read(reader, "g2a")?,
            g2a_proof: ExponentProof::read(reader)?,
            g3a: Member::read(reader, "g3a")?,
            g3a_proof: ExponentProof::read(reader)?,
        })
    }
}

/// `g2b, c2, D2, g3b, c3, D3, Pb, Qb, cP, D5, D6`: Bob's halves, and his hidden secret.
pub(super) struct Message2 {
    pub(super) g2b: Member,
    pub(super) g2b_proof: ExponentProof,
    pub(super) g3b: Member,
    pub(super) g3b_proof: ExponentProof,
    pub(super) hidden: Coordinates,
    pub(super) hidden_proof: CoordinatesProof,
}

impl Message2 {
    const NUMBERS: u32 = 11;

    pub(super) fn into_tlv(self) -> Tlv {
        write(MESSAGE_2, None, Self::NUMBERS, |writer| {
            self.g2b.write(writer);
            self.g2b_proof.write(writer);
            self.g3b.write(writer);
            self.g3b_proof.write(writer);
            self.hidden.write(writer);
            self.hidden_proof.write(writer);
        })
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            g2b: Member::read(reader, "g2b")?,
            g2b_proof: ExponentProof::read(reader)?,
            g3b: Member::read(reader, "g3b")?,
            g3b_proof: ExponentProof::read(reader)?,
            hidden: Coordinates::read(reader)?,
            hidden_proof: CoordinatesProof::read(reader)?,
        })
    }
}

/// `Pa, Qa, cP, D5, D6, Ra, cR, D7`: Alice's hidden secret, and her half of the result.
pub(super) struct Message3 {
    pub(super) hidden: Coordinates,
    pub(super) hidden_proof: CoordinatesProof,
    pub(super) ra: Member,
    pub(super) ra_proof: SameExponentProof,
}

impl Message3 {
    const NUMBERS: u32 = 8;

    pub(super) fn into_tlv(self) -> Tlv {
        write(MESSAGE_3, None, Self::NUMBERS, |writer| {
            self.hidden.write(writer);
            self.hidden_proof.write(writer);
            self.ra.write(writer);
            self.ra_proof.write(writer);
        })
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            hidden: Coordinates::read(reader)?,
            hidden_proof: CoordinatesProof::read(reader)?,
            ra: Member::read(reader, "Ra")?,
            ra_proof: SameExponentProof::read(reader)?,
        })
    }
}

/// `Rb, cR, D7`: Bob's half of the result.
pub(super) struct Message4 {
    pub(super) rb: Member,
    pub(super) rb_proof: SameExponentProof,
}

impl Message4 {
    const NUMBERS: u32 = 3;

    pub(super) fn into_tlv(self) -> Tlv {
        write(MESSAGE_4, None, Self::NUMBERS, |writer| {
            self.rb.write(writer);
            self.rb_proof.write(writer);
        })
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        Ok(Self {
            rb: Member::read(reader, "Rb")?,
            rb_proof: SameExponentProof::read(reader)?,
        })
    }
}
