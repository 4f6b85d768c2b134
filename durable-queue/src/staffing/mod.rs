//! Who staffs the queue: operators, their windows, their shifts.

pub(crate) mod operators;
pub(crate) mod seats;
pub(crate) mod shift_end;
mod shifts;
pub(crate) mod staff;
pub(crate) mod talking;
