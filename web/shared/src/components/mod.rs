//! What both front ends are built of on the screen: links, times, keys, forms. They carry: texts and states come in as
//! properties, what a person does goes out by callbacks. How they look is for each front end to say.
//!
//! Where classes are not always the same ones, it says `CLASS`: to HTML that is `class`, and to Yew an attribute like any
//! other. For `class` it brings its sets of classes, which are three kilobytes of what every guest's browser loads.

mod anew;
mod announcer;
mod clock;
pub mod comparing;
mod fields;
mod fingerprint;
mod linked;

pub use anew::anew;
pub use announcer::announcer;
pub use clock::time_of_day;
pub use fields::Fields;
pub use fingerprint::fingerprint_text;
pub use linked::linked;
