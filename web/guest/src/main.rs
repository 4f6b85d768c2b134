//! The guest widget: the page that the loader opens in a frame on a library's page.
//!
//! It asks what its snippet stands for, takes up the chat of this window if there is one, and otherwise
//! offers to begin one. What it decides, `hushdesk_web::session` decides; this crate shows it, keeps it and
//! carries frames.

mod app;
mod catalogue;
mod chat;
mod errands;
mod host;
mod place;
mod views;

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.get_element_by_id("widget"));
    catalogue::announce();
    if let Some(root) = root {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
