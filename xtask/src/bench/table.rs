//! The table of all benchmarks: a row a measure, ours beside what others need for the same.

use std::fmt;

/// The first two lines of the table.
pub(super) const HEAD: &str = "| measure | unit | ours: median (least to most) | beside | theirs | ratio | goal |\n\
                               |---|---|---|---|---|---|---|";

/// In what is measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unit {
    /// Milliseconds.
    Millis,
    /// How many in a second.
    PerSecond,
    /// Bytes.
    Bytes,
    /// To which power of the number of chats something grows.
    Exponent,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Millis => "ms",
            Self::PerSecond => "a second",
            Self::Bytes => "bytes",
            Self::Exponent => "exponent",
        }
    }

    /// How many times as good one value is as another.
    pub(super) fn times_as_good(self, one: f64, other: f64) -> f64 {
        match self {
            Self::PerSecond => one / other,
            Self::Millis | Self::Bytes | Self::Exponent => other / one,
        }
    }
}

/// What a measure is to come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    /// At least so many times as good as theirs.
    TimesAsGood(f64),
    /// At most so many times as much as theirs.
    TimesAsMuch(f64),
    /// At most this, whatever others need.
    AtMost(f64),
    /// There is none: the ratio says how many times as much as theirs it is.
    None,
}

/// The values of all runs of a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Values(Vec<f64>);

impl Values {
    /// The one in the middle.
    pub(super) fn median(&self) -> Option<f64> {
        self.0.get(self.0.len() / 2).copied()
    }
}

impl FromIterator<f64> for Values {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Self(values)
    }
}

impl fmt::Display for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.as_slice(), self.median()) {
            ([one], _) => f.write_str(&rounded(*one)),
            ([least, .., most], Some(median)) => {
                let [median, least, most] = [median, *least, *most].map(rounded);
                write!(f, "{median} ({least} to {most})")
            }
            (_, _) => f.write_str("-"),
        }
    }
}

/// What others need.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Theirs {
    /// Who.
    pub(super) name: &'static str,
    /// How much.
    pub(super) values: Values,
}

/// A measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// What is measured.
    pub(super) measure: String,
    /// In what.
    pub(super) unit: Unit,
    /// What ours comes to.
    pub(super) ours: Values,
    /// What others come to, if there are any that do the same.
    pub(super) theirs: Option<Theirs>,
    /// What it is to come to.
    pub(super) goal: Goal,
}

impl Row {
    /// A measure beside which there is nobody's.
    pub(super) fn alone(
        measure: impl Into<String>,
        unit: Unit,
        ours: impl IntoIterator<Item = f64>,
        goal: Goal,
    ) -> Self {
        Self {
            measure: measure.into(),
            unit,
            ours: ours.into_iter().collect(),
            theirs: None,
            goal,
        }
    }

    /// The same, beside what others need.
    pub(super) fn beside(self, name: &'static str, values: impl IntoIterator<Item = f64>) -> Self {
        let values = values.into_iter().collect();
        Self {
            theirs: Some(Theirs { name, values }),
            ..self
        }
    }

    /// How many times as good, or as much, ours is.
    fn ratio(&self) -> Option<f64> {
        let ours = self.ours.median()?;
        let theirs = self.theirs.as_ref()?.values.median()?;
        Some(match self.goal {
            Goal::TimesAsGood(_) => self.unit.times_as_good(ours, theirs),
            Goal::TimesAsMuch(_) | Goal::AtMost(_) | Goal::None => ours / theirs,
        })
    }

    /// What was asked for, and whether that has been met.
    fn verdict(&self) -> String {
        let (goal, is_met) = match self.goal {
            Goal::None => return String::new(),
            Goal::TimesAsGood(least) => (
                format!("at least {least}"),
                self.ratio().is_some_and(|it| it >= least),
            ),
            Goal::TimesAsMuch(most) => (
                format!("at most {most}"),
                self.ratio().is_some_and(|it| it <= most),
            ),
            Goal::AtMost(most) => (
                format!("at most {most}"),
                self.ours.median().is_some_and(|it| it <= most),
            ),
        };
        let missed = if is_met { "" } else { ", missed" };
        format!("{goal}{missed}")
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, theirs) = match &self.theirs {
            Some(theirs) => (theirs.name, theirs.values.to_string()),
            None => ("", String::new()),
        };
        let ratio = self.ratio().map_or_else(String::new, rounded);
        write!(
            f,
            "| {} | {} | {} | {name} | {theirs} | {ratio} | {} |",
            self.measure,
            self.unit.name(),
            self.ours,
            self.verdict()
        )
    }
}

/// Three digits, or as many as there are before the point.
fn rounded(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_runs_the_one_in_the_middle_counts_and_the_least_and_the_most_are_told() {
        let values: Values = [3.0, 1.0, 200.4].into_iter().collect();
        assert_eq!(values.to_string(), "3.00 (1.00 to 200)");
        assert_eq!(Values::from_iter([17.0]).to_string(), "17.0");
        assert_eq!(Values::default().to_string(), "-");
    }

    #[test]
    fn better_is_less_of_some_units_and_more_of_others() {
        let row = |unit, ours, theirs, goal| {
            Row::alone("a", unit, [ours], goal)
                .beside("others", [theirs])
                .to_string()
        };
        assert_eq!(
            row(Unit::Millis, 1.0, 4.0, Goal::TimesAsGood(3.0)),
            "| a | ms | 1.00 | others | 4.00 | 4.00 | at least 3 |"
        );
        assert_eq!(
            row(Unit::PerSecond, 1.0, 4.0, Goal::TimesAsGood(3.0)),
            "| a | a second | 1.00 | others | 4.00 | 0.25 | at least 3, missed |"
        );
        assert_eq!(
            row(Unit::Millis, 6.0, 4.0, Goal::TimesAsMuch(1.5)),
            "| a | ms | 6.00 | others | 4.00 | 1.50 | at most 1.5 |"
        );
    }

    #[test]
    fn what_stands_alone_is_held_against_a_bound() {
        let row = |ours| Row::alone("a", Unit::Exponent, [ours], Goal::AtMost(0.1)).to_string();
        assert_eq!(row(0.04), "| a | exponent | 0.04 |  |  |  | at most 0.1 |");
        assert_eq!(
            row(0.2),
            "| a | exponent | 0.20 |  |  |  | at most 0.1, missed |"
        );
    }
}
