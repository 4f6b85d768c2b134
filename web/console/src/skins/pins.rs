//! Keys that a skin vouches for by itself.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::Pin;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use hushdesk_web::components::fingerprint_text;
use yew::prelude::*;

use crate::components::{Button, Column, ColumnKind, Icon, Kind, Row, Size, Table, TextField};
use crate::dates;

/// Which there are.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct PinsProps {
    pub(super) pins: Vec<Pin>,
    /// There are these now.
    pub(super) onpins: Callback<Vec<Pin>>,
}

/// A table, and a form under it that adds another.
#[component]
pub(super) fn Pins(props: &PinsProps) -> Html {
    let (print, name) = (use_state(String::new), use_state(String::new));
    let tried = use_state(|| false);
    let pin = pin(&print, &name);
    let is_there = pin
        .as_ref()
        .is_some_and(|pin| is_pinned(&props.pins, &pin.fingerprint));
    let onadd = {
        let (print, name, tried) = (print.setter(), name.setter(), tried.setter());
        let (pins, onpins, pin) = (props.pins.clone(), props.onpins.clone(), pin.clone());
        Callback::from(move |()| match pin.clone().filter(|_| !is_there) {
            None => tried.set(true),
            Some(pin) => {
                onpins.emit([pins.clone(), vec![pin]].concat());
                print.set(String::new());
                name.set(String::new());
                tried.set(false);
            }
        })
    };
    let error = if !*tried {
        None
    } else if is_there {
        Some(texts::skin::key_is_there())
    } else {
        parsed(&print).is_none().then(texts::skin::no_fingerprint)
    };
    let (onprint, onname) = (print.setter(), name.setter());
    html! {
        <>
            if !props.pins.is_empty() { { table(&props.pins, &props.onpins) } }
            <TextField id="pin-print" label={texts::skin::fingerprint()} value={(*print).clone()} verbatim={true} {error}
                onvalue={move |value| onprint.set(value)} help={texts::skin::fingerprint_help()} />
            <TextField id="pin-name" label={texts::skin::holder()} value={(*name).clone()}
                onvalue={move |value| onname.set(value)} help={texts::skin::holder_help()} />
            <div><Button icon={Icon::Plus} onclick={onadd}>{ texts::skin::add_key() }</Button></div>
        </>
    }
}

fn table(pins: &[Pin], onpins: &Callback<Vec<Pin>>) -> Html {
    let columns = vec![
        Column::new(texts::skin::fingerprint(), ColumnKind::Head),
        Column::new(texts::skin::holder(), ColumnKind::Text),
        Column::new(texts::skin::ends(), ColumnKind::Text),
        Column::new(texts::staff::acts(), ColumnKind::Acts),
    ];
    let row = |pin: &Pin| {
        let others: Vec<_> = pins.iter().filter(|it| *it != pin).cloned().collect();
        let name = pin.name.as_ref().map(ToString::to_string);
        Row {
            key: pin.fingerprint.as_str().to_owned(),
            cells: vec![
                fingerprint_text(&pin.fingerprint),
                html! { <bdi>{ name.unwrap_or_else(|| texts::skin::nobody().to_owned()) }</bdi> },
                pin.expires
                    .map_or_else(|| texts::skin::never().into(), dates::moment),
                html! {
                    <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Trash} label={texts::skin::remove_key()}
                        onclick={onpins.reform(move |()| others.clone())} />
                },
            ],
        }
    };
    let rows: Vec<_> = pins.iter().map(row).collect();
    html! { <Table caption={texts::skin::own()} {columns} {rows} /> }
}

fn pin(print: &str, name: &str) -> Option<Pin> {
    let name = match name.trim() {
        "" => None,
        name => Some(name.parse::<DisplayName>().ok()?),
    };
    Some(Pin {
        fingerprint: parsed(print)?,
        name,
        expires: None,
    })
}

/// A fingerprint, in whatever groups it was typed.
fn parsed(typed: &str) -> Option<Fingerprint> {
    let digits: String = typed.chars().filter(|char| !char.is_whitespace()).collect();
    Fingerprint::try_from(digits.to_lowercase()).ok()
}

fn is_pinned(pins: &[Pin], fingerprint: &Fingerprint) -> bool {
    pins.iter().any(|pin| pin.fingerprint == *fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPED: &str = "01234567 89ABCDEF 01234567 89abcdef 01234567";

    #[test]
    fn a_fingerprint_is_read_in_whatever_groups_it_was_typed() {
        let pin = pin(TYPED, " Mara ").unwrap();
        assert_eq!(
            pin.fingerprint.as_str(),
            "0123456789abcdef0123456789abcdef01234567"
        );
        assert_eq!(pin.name.unwrap().as_str(), "Mara");
        assert_eq!(parsed("01234567"), None);
    }
}
