//! The guest widget: the page that the loader opens in a frame on a library's page.
//!
//! It asks what its snippet stands for, takes up the chat of this window if there is one, and otherwise
//! offers to begin one. What a chat does, `hushdesk_web::session` decides; what is on the screen, [`widget`]
//! decides and [`views`] draw. All else only carries.

mod app;
mod catalogue;
mod chat;
mod dom;
mod errands;
mod host;
mod lead;
mod place;
mod shelf;
mod views;
mod widget;

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else {
        return;
    };
    catalogue::announce(&document);
    if let Some(root) = document.get_element_by_id("widget")
        && let Err(error) = app::App::open(&document, root)
    {
        web_sys::console::error_1(&error);
    }
}
