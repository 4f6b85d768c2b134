//! What is to be shown, as a value: nothing in here touches the page, so views are tested without one. Nothing can be
//! printed either: what people wrote is in it.

use std::borrow::Cow;
use std::rc::Rc;

use hushdesk_protocol::ids::Timestamp;

/// Something in the page. `Deed` is what a guest can do with it.
pub(crate) enum Picture<Deed> {
    /// In the place of what may be there another time, so that its neighbours keep their places.
    Nothing,
    /// A text: text, whatever it looks like.
    Text(Cow<'static, str>),
    /// A time of day, as the reader's language writes it.
    Time(Timestamp),
    /// An element.
    Element(Element<Deed>),
    /// A part that is drawn once for many pictures, and not compared again.
    Kept(Rc<Self>),
}

/// An element, with what it has and what is in it.
pub(crate) struct Element<Deed> {
    /// Its name in HTML or SVG.
    pub(super) name: &'static str,
    /// What tells it from another of the same name in the same place.
    pub(super) key: &'static str,
    pub(super) attributes: Vec<(&'static str, Cow<'static, str>)>,
    pub(super) value: Option<String>,
    pub(super) ticked: Option<bool>,
    pub(super) arrival: Option<Arrival>,
    pub(super) rewound: Option<usize>,
    pub(super) refuge: bool,
    pub(super) on: Vec<On<Deed>>,
    pub(super) children: Vec<Picture<Deed>>,
}

/// What happens when an element has come into the page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Arrival {
    /// It takes the focus.
    Focus,
    /// It is a dialog, and opens as a modal one. When it goes, the focus is where it was before.
    Modal,
}

/// What an element listens to.
pub(crate) enum On<Deed> {
    /// It is pressed, with a pointer or a key.
    Press(Deed),
    /// The same; a pointer leaves the focus where it is, so that whoever writes can go on writing.
    PressInPassing(Deed),
    /// What a person writes in it has changed.
    Write(fn(String) -> Deed),
    /// Enter is pressed, which makes no new line then. With Shift it makes one, and while an input method is composing it
    /// belongs to that.
    Enter(Deed),
    /// It is a dialog, and the person wants out of it.
    Cancel(Deed),
    /// Escape is pressed, and not to get out of a dialog.
    Escape(Deed),
}

/// An element of this name.
pub(crate) const fn element<Deed>(name: &'static str) -> Element<Deed> {
    Element {
        name,
        key: "",
        attributes: Vec::new(),
        value: None,
        ticked: None,
        arrival: None,
        rewound: None,
        refuge: false,
        on: Vec::new(),
        children: Vec::new(),
    }
}

impl<Deed> Element<Deed> {
    /// Not the same as an element of another key in the same place.
    pub(crate) const fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    /// Has this attribute.
    pub(crate) fn has(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Is of these classes.
    pub(crate) fn class(self, classes: impl Into<Cow<'static, str>>) -> Self {
        self.has("class", classes)
    }

    /// Has this attribute, without a value, if that is so.
    pub(crate) fn flag(self, name: &'static str, so: bool) -> Self {
        if so { self.has(name, "") } else { self }
    }

    /// A field in which this stands, whatever is typed there.
    pub(crate) fn value(mut self, value: String) -> Self {
        self.value = Some(value);
        self
    }

    /// A box that is ticked or is not, however often it is pressed.
    pub(crate) const fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = Some(ticked);
        self
    }

    /// Does this when it has come.
    pub(crate) const fn arrives(mut self, arrival: Arrival) -> Self {
        self.arrival = Some(arrival);
        self
    }

    /// Is scrolled to where it is filled from, whenever this number changes.
    pub(crate) const fn rewound(mut self, at: usize) -> Self {
        self.rewound = Some(at);
        self
    }

    /// Takes the focus when what had it is gone.
    pub(crate) const fn refuge(mut self) -> Self {
        self.refuge = true;
        self
    }

    /// Listens to this.
    pub(crate) fn on(mut self, on: On<Deed>) -> Self {
        self.on.push(on);
        self
    }

    /// Holds this, after what it holds.
    pub(crate) fn with(mut self, child: impl Into<Picture<Deed>>) -> Self {
        self.children.push(child.into());
        self
    }

    /// Holds these, after what it holds.
    pub(crate) fn with_all<Child: Into<Picture<Deed>>>(
        mut self,
        children: impl IntoIterator<Item = Child>,
    ) -> Self {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }
}

impl<Deed> From<Element<Deed>> for Picture<Deed> {
    fn from(element: Element<Deed>) -> Self {
        Self::Element(element)
    }
}

impl<Deed> From<&'static str> for Picture<Deed> {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl<Deed> From<String> for Picture<Deed> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<Deed, Part: Into<Self>> From<Option<Part>> for Picture<Deed> {
    fn from(part: Option<Part>) -> Self {
        part.map_or(Self::Nothing, Into::into)
    }
}
