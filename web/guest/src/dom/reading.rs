//! Pictures as a person reads them, for tests.

use super::picture::{Element, On, Picture};

impl<Deed: Clone> Picture<Deed> {
    /// All that can be read, in order. A time reads as `at` and its milliseconds.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone().into_owned(),
            Self::Time(at) => format!("at {at}"),
            Self::Element(element) => element.children.iter().map(Self::text).collect(),
            Self::Kept(kept) => kept.text(),
        }
    }

    /// The first element that is so.
    pub(crate) fn find(&self, is: &dyn Fn(&Element<Deed>) -> bool) -> Option<&Element<Deed>> {
        match self {
            Self::Kept(kept) => kept.find(is),
            Self::Element(element) if is(element) => Some(element),
            Self::Element(element) => element.children.iter().find_map(|child| child.find(is)),
            Self::Nothing | Self::Text(_) | Self::Time(_) => None,
        }
    }

    /// The first element of this class.
    pub(crate) fn of_class(&self, class: &str) -> Option<&Element<Deed>> {
        self.find(&|element| {
            let classes = element.attribute("class").unwrap_or_default();
            classes.split(' ').any(|one| one == class)
        })
    }

    /// What the button of this label says when it is pressed; nothing if there is none, or it cannot be pressed.
    pub(crate) fn press(&self, label: &str) -> Option<Deed> {
        let button = self.find(&|element| {
            let is_it = |child: &Self| child.text() == label;
            element.name == "button"
                && (element.attribute("aria-label") == Some(label)
                    || element.children.iter().any(is_it))
        })?;
        if button.attribute("disabled").is_some()
            || button.attribute("aria-disabled") == Some("true")
        {
            return None;
        }
        button.on.iter().find_map(|on| match on {
            On::Press(deed) | On::PressInPassing(deed) => Some(deed.clone()),
            On::Write(_) | On::Enter(_) | On::Cancel(_) | On::Escape(_) => None,
        })
    }
}

impl<Deed: Clone> Picture<Deed> {
    /// Shows every element to this, from the outermost on.
    pub(crate) fn each(&self, see: &mut dyn FnMut(&Element<Deed>)) {
        match self {
            Self::Kept(kept) => kept.each(see),
            Self::Element(element) => {
                see(element);
                element.children.iter().for_each(|child| child.each(see));
            }
            Self::Nothing | Self::Text(_) | Self::Time(_) => {}
        }
    }
}

impl<Deed: Clone> Element<Deed> {
    /// The value of an attribute it has.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(its, _)| *its == name)?;
        Some(&found.1)
    }

    /// What its name is in HTML or SVG.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// What is in it.
    pub(crate) fn children(&self) -> &[Picture<Deed>] {
        &self.children
    }

    /// What can be read in it.
    pub(crate) fn text(&self) -> String {
        self.children.iter().map(Picture::text).collect()
    }
}
