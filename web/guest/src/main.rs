//! The guest widget: the page that the loader opens in a frame on a library's page.
//!
//! It asks what its snippet stands for, takes up the chat of this window if there is one, and otherwise
//! offers to begin one. What a chat does, `hushdesk_web::session` decides; what is on the screen, [`widget`]
//! decides and [`views`] show. All else only carries.

mod app;
mod catalogue;
mod chat;
mod focus;
mod host;
mod place;
mod session_effects;
mod snippet_of_chat;
mod views;
mod widget;
mod window_storage;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else {
        return;
    };
    catalogue::announce(&document);
    if let Some(root) = document.get_element_by_id("widget") {
        app::App::open(&document, root);
    }
}
