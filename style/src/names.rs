//! What can be changed, by the names that stand in a library's style sheet. They are promised: the widget may draw itself
//! otherwise one day, and they will lead to what they say.

/// Each name, and where it leads in the widget.
pub const NAMES: [(&str, &str); 10] = [
    // The top of the first page, with the title, the greeting and whether somebody is there.
    ("cover", ".cover"),
    ("title", ".cover h1"),
    ("greeting", ".cover .greeting"),
    ("presence", ".cover .presence"),
    // What a guest may begin with by one press.
    ("starter", ".starters>.button"),
    // What the guest has written, and what the library has.
    ("guest-message", ".group.ours>.bubble"),
    ("library-message", ".group.theirs>.bubble"),
    // Where the guest writes, and the button beside it.
    ("field", ".foot .field"),
    ("send", ".foot .send"),
    // The circle with initials or a picture.
    ("avatar", ".bar>.avatar"),
];

/// Where a name leads.
pub(crate) fn place(name: &str) -> Option<&'static str> {
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, place)| *place)
}
