//! The part of the document that shows the last picture.

use std::rc::Rc;

use hushdesk_web::spelling;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element as Shown, HtmlDialogElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, Node,
};

use super::picture::{Arrival, Element, Picture};

/// Where elements of SVG are from.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What is shown.
pub(crate) struct Page<Deed> {
    document: Document,
    root: Shown,
    pub(super) shown: Option<(Picture<Deed>, Part)>,
    arrived: Vec<(Node, Arrival)>,
}

/// A node of the document and the nodes in it, as they were made: whatever else changes the page, an
/// extension that translates it say, they stay ours.
pub(super) struct Part {
    pub(super) node: Node,
    pub(super) children: Vec<Self>,
}

impl<Deed> Page<Deed> {
    /// Nothing is shown yet; what stands in this element gives way to the first picture.
    pub(crate) const fn of(document: Document, root: Shown) -> Self {
        Self {
            document,
            root,
            shown: None,
            arrived: Vec::new(),
        }
    }

    /// Shows this picture in place of the one before.
    pub(crate) fn show(&mut self, picture: Picture<Deed>) -> Result<(), JsValue> {
        let root = Node::from(self.root.clone());
        let part = match self.shown.take() {
            Some((before, mut part)) => {
                self.change(&root, &before, &picture, &mut part)?;
                part
            }
            None => {
                root.set_text_content(None);
                let part = self.make(&picture)?;
                root.append_child(&part.node)?;
                part
            }
        };
        self.shown = Some((picture, part));
        self.receive()
    }

    /// What has come into the page does what it is to do when it has.
    fn receive(&mut self) -> Result<(), JsValue> {
        for (node, arrival) in std::mem::take(&mut self.arrived) {
            match arrival {
                Arrival::Focus => node.unchecked_into::<HtmlElement>().focus()?,
                Arrival::Modal => node.unchecked_into::<HtmlDialogElement>().show_modal()?,
            }
        }
        Ok(())
    }

    fn make(&mut self, picture: &Picture<Deed>) -> Result<Part, JsValue> {
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

    fn make_element(&mut self, element: &Element<Deed>) -> Result<Part, JsValue> {
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

    /// Changes what differs between two pictures of a part.
    fn change(
        &mut self,
        parent: &Node,
        before: &Picture<Deed>,
        after: &Picture<Deed>,
        part: &mut Part,
    ) -> Result<(), JsValue> {
        match (before, after) {
            (Picture::Kept(before), Picture::Kept(after)) if Rc::ptr_eq(before, after) => Ok(()),
            (Picture::Kept(before), after) => self.change(parent, before, after, part),
            (before, Picture::Kept(after)) => self.change(parent, before, after, part),
            (Picture::Nothing, Picture::Nothing) => Ok(()),
            (Picture::Time(before), Picture::Time(after)) if before == after => Ok(()),
            (Picture::Text(before), Picture::Text(after)) => {
                if before != after {
                    part.node.set_node_value(Some(after));
                }
                Ok(())
            }
            (Picture::Element(before), Picture::Element(after)) if is_same(before, after) => {
                self.change_element(before, after, part)
            }
            _ => {
                let new = self.make(after)?;
                leave(before, part);
                parent.replace_child(&new.node, &part.node)?;
                *part = new;
                Ok(())
            }
        }
    }

    fn change_element(
        &mut self,
        before: &Element<Deed>,
        after: &Element<Deed>,
        part: &mut Part,
    ) -> Result<(), JsValue> {
        let node: &Shown = part.node.unchecked_ref();
        change_attributes(node, before, after)?;
        set_state(node, after);
        self.change_children(before, after, part)?;
        if before.rewound != after.rewound {
            part.node.unchecked_ref::<Shown>().set_scroll_top(0);
        }
        Ok(())
    }

    fn change_children(
        &mut self,
        before: &Element<Deed>,
        after: &Element<Deed>,
        part: &mut Part,
    ) -> Result<(), JsValue> {
        let node = part.node.clone();
        let both = before.children.iter().zip(&after.children);
        for ((before, after), child) in both.zip(&mut part.children) {
            self.change(&node, before, after, child)?;
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
            node.remove_child(&child.node)?;
        }
        Ok(())
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
