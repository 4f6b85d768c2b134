//! Where things stand in a picture. Time runs as one reads: from the right where the language does.

use hushdesk_texts::console as texts;

/// The part of a picture in which values are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    /// How wide the whole picture is.
    pub(super) width: f64,
    /// Where values begin, seen from the side at which one begins to read.
    pub(super) start: f64,
    /// Where they end.
    pub(super) end: f64,
    /// The highest place.
    pub(super) top: f64,
    /// The lowest.
    pub(super) bottom: f64,
}

impl Plot {
    /// A place between start and end, from 0 to 1.
    pub(super) fn x(&self, share: f64) -> f64 {
        self.turned(self.start + (self.end - self.start) * share)
    }

    /// A place so far from the side at which one begins to read.
    pub(super) fn turned(&self, x: f64) -> f64 {
        if is_from_right() { self.width - x } else { x }
    }

    /// A height, from 0 to 1.
    pub(super) fn y(&self, share: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * share
    }
}

/// Whether one reads from the right.
fn is_from_right() -> bool {
    texts::direction() == "rtl"
}

/// On which side of its place a text stands that goes on to where one reads.
pub(super) fn onward() -> &'static str {
    if is_from_right() { "end" } else { "start" }
}

/// On which side of its place a text stands that ends there.
pub(super) fn back() -> &'static str {
    if is_from_right() { "start" } else { "end" }
}

/// A number of a picture, as short as it can be seen.
pub(super) fn at(number: f64) -> String {
    format!("{number:.1}")
}

/// A line through points.
pub(super) fn line(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        let step = if place == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{step}{x:.1} {y:.1}"));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_between_the_edges_and_lines_go_through_them() {
        let plot = Plot {
            width: 100.0,
            start: 10.0,
            end: 90.0,
            top: 5.0,
            bottom: 45.0,
        };
        let points = [(plot.x(0.0), plot.y(0.0)), (plot.x(1.0), plot.y(0.5))];
        assert_eq!(line(&points), "M10.0 45.0L90.0 25.0");
        assert_eq!(line(&[]), "");
    }
}
