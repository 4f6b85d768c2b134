//! From one picture to the next: what differs between them is changed in the document.

use std::rc::Rc;

use hushdesk_web::spelling;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element as Shown, HtmlDialogElement, HtmlInputElement, HtmlTextAreaElement, Node,
};

use super::picture::{Arrival, Element, Picture};

/// Where elements of SVG are from.
const SVG: &str = "http://www.w3.org/2000/svg";

/// A node of the document and the nodes in it, as they were made.
pub(super) struct Part {
    node: Node,
    children: Vec<Self>,
}

/// A change of the document, and what has come into it by that.
pub(super) struct Patch<'a> {
    document: &'a Document,
    arrived: Vec<(Node, Arrival)>,
}

impl Part {
    pub(super) const fn node(&self) -> &Node {
        &self.node
    }

    pub(super) fn children(&self) -> &[Self] {
        &self.children
    }

    /// Whether it is still where it was put. Whoever translates the page puts nodes of their own in the place of
    /// ours.
    fn is_in(&self, parent: &Node) -> bool {
        self.node.parent_node().as_ref() == Some(parent)
    }

    /// Holds its own children again and nothing else.
    fn restore(&self) -> Result<(), JsValue> {
        self.node.set_text_content(None);
        for child in &self.children {
            self.node.append_child(&child.node)?;
        }
        Ok(())
    }
}

impl<'a> Patch<'a> {
    pub(super) const fn of(document: &'a Document) -> Self {
        Self {
            document,
            arrived: Vec::new(),
        }
    }

    /// What has come into the page, in order, and what it is to do now.
    pub(super) fn into_arrived(self) -> Vec<(Node, Arrival)> {
        self.arrived
    }

    /// Makes what the picture shows; it is nowhere yet.
    pub(super) fn make<Deed>(&mut self, picture: &Picture<Deed>) -> Result<Part, JsValue> {
        let node = match picture {
            Picture::Nothing => self.document.create_text_node("").into(),
            Picture::Text(text) => self.document.create_text_node(text).into(),
            Picture::Time(at) => {
                let time = self.document.create_element("time")?;
                time.set_attribute("datetime", &spelling::date_time(*at))?;
                time.set_text_content(Some(&spelling::time_of_day(*at)));
                time.into()
            }
            Picture::Kept(kept) => return self.make(kept),
            Picture::Element(element) => return self.make_element(element),
        };
        Ok(Part {
            node,
            children: Vec::new(),
        })
    }

    fn make_element<Deed>(&mut self, element: &Element<Deed>) -> Result<Part, JsValue> {
        let node = match element.name {
            "svg" | "path" => self.document.create_element_ns(Some(SVG), element.name)?,
            name => self.document.create_element(name)?,
        };
        for (name, value) in &element.attributes {
            node.set_attribute(name, value)?;
        }
        set_state(&node, element);
        let mut children = Vec::with_capacity(element.children.len());
        for child in &element.children {
            let part = self.make(child)?;
            node.append_child(&part.node)?;
            children.push(part);
        }
        let node = Node::from(node);
        if let Some(arrival) = element.arrival {
            self.arrived.push((node.clone(), arrival));
        }
        Ok(Part { node, children })
    }

    /// Changes what differs between two pictures of a part. Gives whether the part is where it should be; what is
    /// changed where it is not does not show.
    pub(super) fn change<Deed>(
        &mut self,
        parent: &Node,
        before: &Picture<Deed>,
        after: &Picture<Deed>,
        part: &mut Part,
    ) -> Result<bool, JsValue> {
        match (before, after) {
            (Picture::Kept(before), Picture::Kept(after)) if Rc::ptr_eq(before, after) => Ok(true),
            (Picture::Kept(before), after) => self.change(parent, before, after, part),
            (before, Picture::Kept(after)) => self.change(parent, before, after, part),
            (Picture::Nothing, Picture::Nothing) => Ok(true),
            (Picture::Time(before), Picture::Time(after)) if before == after => Ok(true),
            (Picture::Text(before), Picture::Text(after)) if before == after => Ok(true),
            (Picture::Text(_), Picture::Text(after)) => {
                part.node.set_node_value(Some(after));
                Ok(part.is_in(parent))
            }
            (Picture::Element(before), Picture::Element(after)) if is_same(before, after) => {
                self.change_element(before, after, part)?;
                Ok(true)
            }
            _ => self.replace(parent, before, after, part),
        }
    }

    fn replace<Deed>(
        &mut self,
        parent: &Node,
        before: &Picture<Deed>,
        after: &Picture<Deed>,
        part: &mut Part,
    ) -> Result<bool, JsValue> {
        let new = self.make(after)?;
        leave(before, part);
        let in_place = part.is_in(parent);
        if in_place {
            parent.replace_child(&new.node, &part.node)?;
        }
        *part = new;
        Ok(in_place)
    }

    fn change_element<Deed>(
        &mut self,
        before: &Element<Deed>,
        after: &Element<Deed>,
        part: &mut Part,
    ) -> Result<(), JsValue> {
        let node: &Shown = part.node.unchecked_ref();
        change_attributes(node, before, after)?;
        set_state(node, after);
        if !self.change_children(before, after, part)? {
            part.restore()?;
        }
        if before.rewound != after.rewound {
            part.node.unchecked_ref::<Shown>().set_scroll_top(0);
        }
        Ok(())
    }

    /// Gives whether all children are where they should be.
    fn change_children<Deed>(
        &mut self,
        before: &Element<Deed>,
        after: &Element<Deed>,
        part: &mut Part,
    ) -> Result<bool, JsValue> {
        let node = part.node.clone();
        let mut in_place = true;
        let both = before.children.iter().zip(&after.children);
        for ((before, after), child) in both.zip(&mut part.children) {
            in_place &= self.change(&node, before, after, child)?;
        }
        for child in after.children.iter().skip(part.children.len()) {
            let made = self.make(child)?;
            node.append_child(&made.node)?;
            part.children.push(made);
        }
        let gone = before.children.iter().skip(after.children.len());
        let kept = after.children.len().min(part.children.len());
        for (picture, child) in gone.zip(part.children.split_off(kept)) {
            leave(picture, &child);
            if child.is_in(&node) {
                node.remove_child(&child.node)?;
            } else {
                in_place = false;
            }
        }
        Ok(in_place)
    }
}

fn is_same<Deed>(before: &Element<Deed>, after: &Element<Deed>) -> bool {
    before.name == after.name && before.key == after.key
}

fn change_attributes<Deed>(
    node: &Shown,
    before: &Element<Deed>,
    after: &Element<Deed>,
) -> Result<(), JsValue> {
    for attribute in &after.attributes {
        if !before.attributes.contains(attribute) {
            node.set_attribute(attribute.0, &attribute.1)?;
        }
    }
    for (name, _) in &before.attributes {
        if !after.attributes.iter().any(|(kept, _)| kept == name) {
            node.remove_attribute(name)?;
        }
    }
    Ok(())
}

/// What a person changes, and no attribute says. A field is left alone while it has the right value: writing it moves
/// the cursor.
fn set_state<Deed>(node: &Shown, element: &Element<Deed>) {
    if let Some(value) = &element.value {
        let field: &HtmlTextAreaElement = node.unchecked_ref();
        if field.value() != *value {
            field.set_value(value);
        }
    }
    if let Some(ticked) = element.ticked {
        node.unchecked_ref::<HtmlInputElement>().set_checked(ticked);
    }
}

/// Closes the dialogs of a part that goes, while they are still in the page: so the browser gives the focus back.
fn leave<Deed>(picture: &Picture<Deed>, part: &Part) {
    match picture {
        Picture::Kept(kept) => leave(kept, part),
        Picture::Element(element) => {
            if element.arrival == Some(Arrival::Modal) {
                part.node.unchecked_ref::<HtmlDialogElement>().close();
            }
            for (picture, child) in element.children.iter().zip(&part.children) {
                leave(picture, child);
            }
        }
        Picture::Nothing | Picture::Text(_) | Picture::Time(_) => {}
    }
}

impl<Deed> Picture<Deed> {
    /// The node of the first element that is a [refuge](Element::refuge), of those that show this picture.
    pub(super) fn refuge<'a>(&self, part: &'a Part) -> Option<&'a Node> {
        self.node_of(part, &|element| element.refuge)
    }

    /// The node of the first element that is so, of those that show this picture.
    pub(super) fn node_of<'a>(
        &self,
        part: &'a Part,
        is: &dyn Fn(&Element<Deed>) -> bool,
    ) -> Option<&'a Node> {
        match self {
            Self::Kept(kept) => kept.node_of(part, is),
            Self::Element(element) if is(element) => Some(&part.node),
            Self::Element(element) => {
                let mut children = element.children.iter().zip(&part.children);
                children.find_map(|(picture, part)| picture.node_of(part, is))
            }
            Self::Nothing | Self::Text(_) | Self::Time(_) => None,
        }
    }
}
