//! What the console is built of on the screen. A part is one file, a Yew component whose class in the style sheets
//! (`styles/parts`) is its name; a page in development builds shows all of them in every state. What the console shares
//! with the guest's widget comes from `hushdesk_web::components`.

#![cfg_attr(
    not(feature = "gallery"),
    allow(
        dead_code,
        unused_imports,
        reason = "a part is there in every state before a page needs it in all of them"
    )
)]

mod avatar;
mod badge;
mod banner;
mod button;
mod card;
mod choice;
mod clock;
mod code;
mod dialog;
mod empty;
mod field;
mod icon;
mod keys;
mod markdown;
mod menu;
mod narrowing;
mod notice;
mod number_field;
mod save_bar;
mod section;
mod segments;
mod select;
mod skeleton;
mod switch;
mod table;
mod tabs;
mod toasts;

pub(crate) use avatar::{Avatar, AvatarSize, Presence, initials};
pub(crate) use badge::{Badge, Count, Meaning};
pub(crate) use banner::Banner;
pub(crate) use button::{Button, Kind, Ready, Size};
pub(crate) use card::Card;
pub(crate) use choice::{Choice, is_ticked};
pub(crate) use clock::{Elapsed, stopwatch};
pub(crate) use code::Code;
pub(crate) use dialog::{Confirm, Dialog, use_open};
pub(crate) use empty::Empty;
pub(crate) use field::{Field, TextField, typed_into};
pub(crate) use icon::Icon;
pub(crate) use keys::keys;
pub(crate) use markdown::Markdown;
pub(crate) use menu::{Menu, MenuItem, Side as MenuSide};
pub(crate) use narrowing::NarrowingField;
pub(crate) use notice::Notice;
pub(crate) use number_field::{Length, LengthField, NumberField, Unit};
pub(crate) use save_bar::{SaveBar, refusal};
pub(crate) use section::Section;
pub(crate) use segments::Segments;
pub(crate) use select::Select;
pub(crate) use skeleton::Skeleton;
pub(crate) use switch::Switch;
pub(crate) use table::{Column, ColumnKind, Order, Row, Table};
pub(crate) use tabs::Tabs;
pub(crate) use toasts::{Say, ToastProvider, use_say};

pub(crate) use hushdesk_web::components::{anew, announcer, fingerprint_text, linked, time_of_day};
