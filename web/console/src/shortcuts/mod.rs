//! The keys of the console. One table has them all: the help shows it, the palette offers it, the listener obeys it. They can
//! be switched off, all together (WCAG 2.1.4), and a plain character never acts while somebody writes.

mod acts;
mod listening;
mod table;

pub(crate) use acts::{Act, Acts, use_acts};
pub(crate) use listening::use_shortcuts;
pub(crate) use table::TABLE;
