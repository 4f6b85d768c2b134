//! The part of the document that shows the last picture.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element as Shown, HtmlDialogElement, HtmlElement, Node};

use super::patch::{Part, Patch};
use super::picture::{Arrival, Picture};

/// What is shown.
pub(crate) struct Page<Deed> {
    document: Document,
    root: Shown,
    pub(super) shown: Option<(Picture<Deed>, Part)>,
}

impl<Deed> Page<Deed> {
    /// Nothing is shown yet; what stands in this element gives way to the first picture.
    pub(crate) const fn of(document: Document, root: Shown) -> Self {
        Self {
            document,
            root,
            shown: None,
        }
    }

    /// Shows this picture in place of the one before. If the page is not as that one left it, it is made anew.
    pub(crate) fn show(&mut self, picture: Picture<Deed>) -> Result<(), JsValue> {
        let had_focus = self.has_focus();
        let document = self.document.clone();
        let (part, patch) = match self.change(&document, &picture) {
            Some(changed) => changed,
            None => self.begin(&document, &picture)?,
        };
        self.arrive(patch);
        if had_focus && !self.has_focus() {
            give_focus(picture.refuge(&part));
        }
        self.shown = Some((picture, part));
        Ok(())
    }

    fn change<'a>(
        &mut self,
        document: &'a Document,
        picture: &Picture<Deed>,
    ) -> Option<(Part, Patch<'a>)> {
        let (before, mut part) = self.shown.take()?;
        let mut patch = Patch::of(document);
        let in_place = patch.change(&self.root, &before, picture, &mut part);
        matches!(in_place, Ok(true)).then_some((part, patch))
    }

    fn begin<'a>(
        &self,
        document: &'a Document,
        picture: &Picture<Deed>,
    ) -> Result<(Part, Patch<'a>), JsValue> {
        let mut patch = Patch::of(document);
        self.root.set_text_content(None);
        let part = patch.make(picture)?;
        self.root.append_child(part.node())?;
        Ok((part, patch))
    }

    /// What has come into the page does what it is to do when it has. A dialog comes last: while it is open nothing
    /// outside of it takes the focus, and it remembers what had it.
    fn arrive(&self, patch: Patch) {
        let (dialogs, fields): (Vec<_>, Vec<_>) = patch
            .into_arrived()
            .into_iter()
            .partition(|(_, arrival)| *arrival == Arrival::Modal);
        // Somebody who is somewhere else, in the page around the frame, say, is not taken away from there.
        if self.document.has_focus().unwrap_or(false) {
            for (field, _) in fields {
                give_focus(Some(&field));
            }
        }
        for (dialog, _) in dialogs {
            // It fails only where the dialog is open already, which is what is wanted.
            let _open = dialog.unchecked_into::<HtmlDialogElement>().show_modal();
        }
    }

    /// The person has come to the frame, and nothing in it has the focus: the field takes it, or else the refuge.
    pub(crate) fn take_focus(&self) {
        if let Some((picture, part)) = self.shown.as_ref().filter(|_| !self.has_focus()) {
            let field = picture.node_of(part, &|element| element.arrival == Some(Arrival::Focus));
            give_focus(field.or_else(|| picture.refuge(part)));
        }
    }

    /// Whether something in the page has the focus, and not nothing.
    fn has_focus(&self) -> bool {
        let focused = self.document.active_element();
        focused.is_some_and(|it| it != self.root && self.root.contains(Some(&it)))
    }
}

/// What cannot take the focus leaves it where it is.
fn give_focus(node: Option<&Node>) {
    if let Some(element) = node.and_then(Node::dyn_ref::<HtmlElement>) {
        let _focused = element.focus();
    }
}
