//! Menus: the browser's popovers, which close on Escape and on a press elsewhere, and give the focus back. A button opens
//! one by its id ([`Button`](super::Button)'s `menu`).

use hushdesk_web::listener::Listener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::icon::Icon;
use crate::document::{document, focused};

/// Where a menu stands, seen from its button.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Side {
    /// Under it, beginning where it begins.
    #[default]
    Under,
    /// Under it, ending where it ends.
    UnderItsEnd,
    /// Over it.
    Over,
}

/// What stands in a menu.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct MenuProps {
    /// By which its button knows it.
    pub(crate) id: AttrValue,
    /// What it is about.
    pub(crate) label: AttrValue,
    /// Where it stands.
    #[prop_or_default]
    pub(crate) side: Side,
    /// [`MenuItem`]s, and lines between them.
    pub(crate) children: Html,
}

/// A list of things to do. The arrows go from one to the next.
#[component]
pub(crate) fn Menu(props: &MenuProps) -> Html {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let listener = node.cast::<HtmlElement>().map(|menu| {
            let target = menu.clone();
            Listener::new(&target, "toggle", move |_| {
                if is_open(&menu) {
                    place(&menu);
                    // The event comes after the menu: whoever was quicker stays where they are.
                    if !menu.contains(focused().as_deref()) {
                        step(&menu, Step::First);
                    }
                }
            })
        });
        move || drop(listener)
    });
    let onkeydown = {
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let (Some(menu), Some(to)) = (node.cast::<HtmlElement>(), Step::of(&event.key())) {
                event.prevent_default();
                step(&menu, to);
            }
        })
    };
    let side = match props.side {
        Side::Under => None,
        Side::UnderItsEnd => Some("ends"),
        Side::Over => Some("rises"),
    };
    html! {
        <div ref={node} class={classes!("menu", side)} id={&props.id} popover="auto" role="menu"
            aria-label={&props.label} {onkeydown}>
            { props.children.clone() }
        </div>
    }
}

/// Something to do.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct MenuItemProps {
    /// What goes with its words.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// Before its words, in place of an icon.
    #[prop_or_default]
    pub(crate) mark: Html,
    /// What is done.
    pub(crate) name: AttrValue,
    /// What that means.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// It is one of several of which one holds, and does or does not.
    #[prop_or_default]
    pub(crate) checked: Option<bool>,
    /// It cannot be done here; what it means says why.
    #[prop_or_default]
    pub(crate) barred: bool,
    /// What stands at its end, such as keys.
    #[prop_or_default]
    pub(crate) end: Html,
    /// It leads to a page at this address, which is the one that is shown or is not.
    #[prop_or_default]
    pub(crate) href: Option<AttrValue>,
    /// The page that it leads to is the one that is shown.
    #[prop_or_default]
    pub(crate) current: bool,
    /// It was chosen.
    pub(crate) onclick: Callback<()>,
}

/// Words that do something, and close the menu.
#[component]
pub(crate) fn MenuItem(props: &MenuItemProps) -> Html {
    let onclick = {
        let (onclick, barred) = (props.onclick.clone(), props.barred);
        Callback::from(move |event: MouseEvent| {
            // It stays where it is read why not.
            if barred {
                return event.prevent_default();
            }
            // A new window is the browser's affair.
            if event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            event.prevent_default();
            if let Some(item) = event.target_dyn_into::<Element>() {
                close_around(&item);
            }
            onclick.emit(());
        })
    };
    let inside = html! {
        <>
            { props.icon.map(Icon::draw) }{ props.mark.clone() }
            <span class="say">
                { &props.name }
                if let Some(help) = &props.help {
                    <span class="help">{ help }</span>
                }
            </span>
            if props.checked == Some(true) {
                { Icon::Check.draw() }
            }
            { props.end.clone() }
        </>
    };
    if let Some(href) = &props.href {
        return html! {
            <a class="item" role="menuitem" tabindex="-1" {href} aria-current={props.current.then_some("page")}
                {onclick}>{ inside }</a>
        };
    }
    let (role, checked) = match props.checked {
        None => ("menuitem", None),
        Some(checked) => (
            "menuitemradio",
            Some(if checked { "true" } else { "false" }),
        ),
    };
    html! {
        <button type="button" class="item" {role} tabindex="-1" aria-checked={checked}
            aria-disabled={props.barred.then_some("true")} {onclick}>{ inside }</button>
    }
}

/// Where the arrows lead in a menu.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    First,
    Last,
    On,
    Back,
}

impl Step {
    fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::On),
            "ArrowUp" => Some(Self::Back),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    /// The place it leads to from another, of so many.
    fn from(self, here: Option<u32>, count: u32) -> Option<u32> {
        let last = count.checked_sub(1)?;
        Some(match self {
            Self::First => 0,
            Self::Last => last,
            Self::On => here.map_or(0, |here| {
                if here >= last {
                    0
                } else {
                    here.saturating_add(1)
                }
            }),
            Self::Back => here.and_then(|here| here.checked_sub(1)).unwrap_or(last),
        })
    }
}

fn step(menu: &HtmlElement, step: Step) {
    let Ok(items) = menu.query_selector_all(".item") else {
        return;
    };
    let active = focused();
    let here = (0..items.length()).find(|place| items.get(*place).as_ref() == active.as_deref());
    let to = step.from(here, items.length());
    if let Some(Ok(item)) = to
        .and_then(|to| items.get(to))
        .map(JsCast::dyn_into::<HtmlElement>)
    {
        let _given = item.focus();
    }
}

/// Closes the menu around an element.
fn close_around(element: &Element) {
    if let Ok(Some(Ok(menu))) = element
        .closest("[popover]")
        .map(|menu| menu.map(JsCast::dyn_into::<HtmlElement>))
    {
        // One that is closed already fails, and is as it should be.
        let _closed = menu.hide_popover();
    }
}

fn is_open(menu: &HtmlElement) -> bool {
    menu.matches(":popover-open").unwrap_or(false)
}

/// Where a browser cannot place a menu by its button, it is placed here.
fn place(menu: &HtmlElement) {
    let by_itself = web_sys::css::supports_with_value("position-area", "block-end");
    let button = document()
        .and_then(|document| {
            let selector = format!("[popovertarget=\"{}\"]", menu.id());
            document.query_selector(&selector).ok().flatten()
        })
        .filter(|_| !by_itself.unwrap_or(false));
    let Some(button) = button else { return };
    let (at, size) = (
        button.get_bounding_client_rect(),
        menu.get_bounding_client_rect(),
    );
    let top = if menu.class_list().contains("rises") {
        at.top() - size.height() - GAP
    } else {
        at.bottom() + GAP
    };
    let width = menu
        .owner_document()
        .and_then(|document| document.document_element())
        .map_or(0.0, |root| f64::from(root.client_width()));
    let left = at.left().min(width - size.width() - GAP).max(GAP);
    let style = menu.style();
    for (name, pixels) in [("top", top.max(GAP)), ("left", left)] {
        // Only a name that is none could fail.
        let _set = style.set_property(name, &format!("{pixels}px"));
    }
    for name in ["right", "bottom"] {
        let _set = style.set_property(name, "auto");
    }
}

/// Pixels between a menu and its button, and at least between it and the edge of the window.
const GAP: f64 = 4.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_go_round_in_a_menu() {
        for (step, here, to) in [
            (Step::On, None, Some(0)),
            (Step::On, Some(2), Some(0)),
            (Step::Back, Some(0), Some(2)),
            (Step::Back, None, Some(2)),
            (Step::Last, Some(0), Some(2)),
            (Step::First, Some(1), Some(0)),
        ] {
            assert_eq!(step.from(here, 3), to, "{step:?} from {here:?}");
        }
        assert_eq!(Step::On.from(None, 0), None);
    }
}
