//! What can be set, and how much of it. Nothing here takes anything out of its place or out of sight.

/// What the values of a property may hold, besides words. A length is counted in `em`; 16 pixels and 100 % are one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// Whether colours may stand there.
    pub(crate) colours: bool,
    /// Whether runs of colours may stand there.
    pub(crate) gradients: bool,
    /// Whether names in quotes may stand there.
    pub(crate) quoted: bool,
    /// Of lengths: the least and the most.
    pub(crate) lengths: (f32, f32),
    /// Of numbers: the least and the most.
    pub(crate) numbers: (f32, f32),
}

const NONE: Bounds = Bounds {
    colours: false,
    gradients: false,
    quoted: false,
    lengths: (0.0, 0.0),
    numbers: (0.0, 0.0),
};

const COLOUR: Bounds = Bounds {
    colours: true,
    ..NONE
};

const GROUND: Bounds = Bounds {
    gradients: true,
    lengths: (0.0, 1.0),
    ..COLOUR
};

const BORDER: Bounds = Bounds {
    colours: true,
    ..up_to(0.25)
};

const fn up_to(most: f32) -> Bounds {
    Bounds {
        lengths: (0.0, most),
        ..NONE
    }
}

const PROPERTIES: [(&str, Bounds); 24] = [
    ("color", COLOUR),
    ("background", GROUND),
    ("background-color", COLOUR),
    (
        "font-family",
        Bounds {
            quoted: true,
            ..NONE
        },
    ),
    (
        "font-size",
        Bounds {
            lengths: (0.8, 1.75),
            ..NONE
        },
    ),
    (
        "font-weight",
        Bounds {
            numbers: (1.0, 1000.0),
            ..NONE
        },
    ),
    ("font-style", NONE),
    (
        "letter-spacing",
        Bounds {
            lengths: (-0.05, 0.2),
            ..NONE
        },
    ),
    (
        "line-height",
        Bounds {
            numbers: (1.0, 2.0),
            ..NONE
        },
    ),
    ("text-align", NONE),
    ("text-transform", NONE),
    ("border", BORDER),
    ("border-color", COLOUR),
    ("border-style", NONE),
    ("border-width", up_to(0.25)),
    ("border-radius", up_to(2.0)),
    ("border-start-start-radius", up_to(2.0)),
    ("border-start-end-radius", up_to(2.0)),
    ("border-end-start-radius", up_to(2.0)),
    ("border-end-end-radius", up_to(2.0)),
    ("padding", up_to(2.0)),
    ("padding-block", up_to(2.0)),
    ("padding-inline", up_to(2.0)),
    ("margin-block", up_to(1.0)),
];

/// What colours are written as, besides words and `#`.
const COLOURS: [&str; 8] = ["rgb", "rgba", "hsl", "hsla", "lab", "lch", "oklab", "oklch"];

/// What runs of colours are written as.
const GRADIENTS: [&str; 3] = ["linear-gradient", "radial-gradient", "conic-gradient"];

/// The names of all that can be set.
pub fn properties() -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().map(|(name, _)| *name)
}

/// The name of a property as it is written out, and what it may hold.
pub(crate) fn bounds(name: &str) -> Option<&'static (&'static str, Bounds)> {
    let is_it = |known: &&(&str, _)| known.0.eq_ignore_ascii_case(name);
    PROPERTIES.iter().find(is_it)
}

impl Bounds {
    /// The name of a function as it is written out, if it may stand there.
    pub(crate) fn function(&self, name: &str) -> Option<&'static str> {
        let find = |known: &'static [&'static str]| {
            known.iter().find(|known| known.eq_ignore_ascii_case(name))
        };
        let colour = self.colours.then(|| find(&COLOURS)).flatten();
        let gradient = || self.gradients.then(|| find(&GRADIENTS)).flatten();
        colour.or_else(gradient).copied()
    }

    /// Whether there may be so much of this unit.
    pub(crate) fn is_length(&self, value: f32, unit: &str) -> bool {
        let in_em = match unit {
            "px" => value / 16.0,
            "em" | "rem" | "%" => value,
            _ => return false,
        };
        (self.lengths.0..=self.lengths.1).contains(&in_em)
    }

    /// Whether this number may stand there. Nothing of anything always may.
    pub(crate) fn is_number(&self, value: f32) -> bool {
        value == 0.0 || (self.numbers.0..=self.numbers.1).contains(&value)
    }
}
