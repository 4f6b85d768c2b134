//! The console of operators and administrators: one application, its pages by role.
//!
//! `static/start.js` loads it, its `main` puts it into the page. Everything it knows is in the reducers of
//! [`account`] (who is signed in) and [`desk`] (what waits, what is said); the [`components`] draw it.

mod account;
mod app;
mod components;
mod desk;
mod document;
mod keeper;
mod kept;
mod keys;
mod texts;

fn main() {
    let place = document::document().and_then(|document| document.get_element_by_id("console"));
    if let Some(place) = place {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
