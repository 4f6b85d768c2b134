//! QR codes, drawn in the browser: what stands in them goes nowhere else.

use qrcode::{Color, EcLevel, QrCode};
use yew::prelude::*;

/// Light squares around a code, which cameras need to find it.
const MARGIN: usize = 4;

/// What stands in it, and what it is called.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct QrProps {
    pub(super) text: AttrValue,
    pub(super) label: AttrValue,
}

/// The code, dark on light in every theme; nothing for more than there is room for.
#[component]
pub(super) fn Qr(props: &QrProps) -> Html {
    let Ok(code) = QrCode::with_error_correction_level(props.text.as_bytes(), EcLevel::M) else {
        return Html::default();
    };
    let side = code.width() + 2 * MARGIN;
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={&props.label}>
            <path d={path(&code)} />
        </svg>
    }
}

/// All dark squares.
fn path(code: &QrCode) -> String {
    let (width, colours) = (code.width(), code.to_colors());
    let rows = colours.chunks(width).enumerate();
    let dark = rows.flat_map(|(y, row)| {
        let squares = row.iter().enumerate();
        squares.filter_map(move |(x, colour)| (*colour == Color::Dark).then_some((x, y)))
    });
    dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN))
        .collect()
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn a_code_begins_with_the_corner_by_which_cameras_find_it() {
        let page = rendered::<Qr>(QrProps {
            text: "otpauth://totp/Library:desk1?secret=ABC".into(),
            label: "Code".into(),
        });
        let svg = page.of_class("qr").unwrap();
        assert_eq!(svg.attribute("aria-label"), Some("Code"));
        let path = page.find(&|it| it.name() == "path").unwrap();
        let corner: String = (4..11).map(|x| format!("M{x} 4h1v1h-1z")).collect();
        assert!(path.attribute("d").unwrap().starts_with(&corner));
    }
}
