//! What becomes of a library's colour in the widget, and how well white text can be read on it. It reckons as the widget's style
//! sheet does (`web/shared/static/skin.css`): the colour is held to a lightness, in Oklch, at which contrast is kept.

use hushdesk_protocol::colour::Colour;

/// The least contrast of text (WCAG 2.2, 1.4.3).
pub(super) const CONTRAST_MIN: f64 = 4.5;

/// A colour as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shade {
    /// Red, green and blue, linear, 0 to 1.
    linear: [f64; 3],
}

/// How far a colour is let be itself.
struct Bounds {
    lightness: (f64, f64),
    chroma: f64,
}

/// Of the widget's head on light pages: `--skin-cover`.
const LIGHT: Bounds = Bounds {
    lightness: (0.28, 0.48),
    chroma: 0.15,
};

/// The same on dark ones.
const DARK: Bounds = Bounds {
    lightness: (0.3, 0.36),
    chroma: 0.08,
};

impl Shade {
    /// The colour as it was chosen.
    pub(super) fn of(colour: &Colour) -> Self {
        let digits = colour.as_str().get(1..).unwrap_or_default();
        let part = |place: usize| {
            let digits = digits
                .get(place..place.saturating_add(2))
                .unwrap_or_default();
            let part = f64::from(u8::from_str_radix(digits, 16).unwrap_or_default()) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        Self {
            linear: [part(0), part(2), part(4)],
        }
    }

    /// The head of the widget on light pages.
    pub(super) fn on_light(self) -> Self {
        self.held(&LIGHT)
    }

    /// The same on dark ones.
    pub(super) fn on_dark(self) -> Self {
        self.held(&DARK)
    }

    /// The contrast to white, 1 to 21.
    pub(super) fn contrast(self) -> f64 {
        let [red, green, blue] = self.linear;
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        1.05 / (luminance + 0.05)
    }

    /// As the attribute `fill` takes it.
    pub(super) fn fill(self) -> String {
        let percent = |part: f64| {
            let encoded = if part <= 0.003_130_8 {
                part * 12.92
            } else {
                1.055 * part.powf(1.0 / 2.4) - 0.055
            };
            format!("{:.1}%", encoded * 100.0)
        };
        let [red, green, blue] = self.linear.map(percent);
        format!("rgb({red} {green} {blue})")
    }

    fn held(self, bounds: &Bounds) -> Self {
        let [lightness, a, b] = self.oklab();
        let chroma = a.hypot(b);
        let scale = if chroma > bounds.chroma {
            bounds.chroma / chroma
        } else {
            1.0
        };
        let (least, most) = bounds.lightness;
        Self::of_oklab([lightness.clamp(least, most), a * scale, b * scale])
    }

    /// Lightness and the two axes of colour (Björn Ottosson's Oklab).
    fn oklab(self) -> [f64; 3] {
        let [red, green, blue] = self.linear;
        let long =
            (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium =
            (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short =
            (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        [
            0.210_454_255_3 * long + 0.793_617_785 * medium - 0.004_072_046_8 * short,
            1.977_998_495_1 * long - 2.428_592_205 * medium + 0.450_593_709_9 * short,
            0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766 * short,
        ]
    }

    fn of_oklab([lightness, a, b]: [f64; 3]) -> Self {
        let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let linear = [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
        ];
        Self {
            linear: linear.map(|part| part.clamp(0.0, 1.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shade(colour: &str) -> Shade {
        Shade::of(&colour.parse().unwrap())
    }

    #[test]
    fn contrast_to_white_is_what_wcag_says() {
        for (colour, contrast) in [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)] {
            let is = shade(colour).contrast();
            assert!((is - contrast).abs() < 0.01, "{colour}: {is}");
        }
    }

    #[test]
    fn whatever_is_chosen_white_text_can_be_read_on_it_in_the_widget() {
        for red in ["00", "55", "aa", "ff"] {
            for green in ["00", "55", "aa", "ff"] {
                for blue in ["00", "55", "aa", "ff"] {
                    let colour = format!("#{red}{green}{blue}");
                    for shown in [shade(&colour).on_light(), shade(&colour).on_dark()] {
                        assert!(shown.contrast() >= CONTRAST_MIN, "{colour}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_colour_that_is_dark_enough_stays_as_it_is_on_light_pages() {
        let chosen = shade("#0b5c7a");
        let shown = chosen.on_light();
        for (one, other) in chosen.linear.into_iter().zip(shown.linear) {
            assert!((one - other).abs() < 0.001, "{chosen:?} {shown:?}");
        }
        assert_eq!(shade("#000000").fill(), "rgb(0.0% 0.0% 0.0%)");
    }
}
