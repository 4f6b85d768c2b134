//! A statement that is put together from parts, each with the values it takes.

use hushdesk_edge::{Database, DatabaseError, Row, Value};

/// A statement and its values, in the order in which it takes them.
#[derive(Clone, Default)]
pub(crate) struct Statement {
    text: String,
    values: Vec<Value>,
}

impl Statement {
    /// One that takes no values so far.
    pub(crate) fn of(text: &str) -> Self {
        Self::default().with(text, [])
    }

    /// A part more.
    #[must_use]
    pub(crate) fn with(mut self, text: &str, values: impl IntoIterator<Item = Value>) -> Self {
        self.text.push_str(text);
        self.values.extend(values);
        self
    }

    /// Another one more.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        self.with(&other.text, other.values)
    }

    /// Carries it out.
    pub(crate) fn query(self, database: &impl Database) -> Result<Vec<Row>, DatabaseError> {
        database.query(&self.text, self.values)
    }

    /// How SQLite would go about it: a line for each step.
    #[cfg(test)]
    pub(crate) fn plan(self, database: &impl Database) -> Vec<String> {
        let explained = Self::of("EXPLAIN QUERY PLAN ").and(self);
        let detail = |mut row: Row| {
            for column in ["id", "parent", "notused"] {
                row.number::<i64>(column).unwrap();
            }
            row.text("detail").unwrap()
        };
        let rows = explained.query(database).unwrap();
        rows.into_iter().map(detail).collect()
    }
}
