//! What an object asks of its SQLite database. On the edge that is the Durable Object's own
//! ([`ObjectDatabase`](crate::ObjectDatabase)); in tests it is one in memory, so that every statement is run natively as
//! it is there.

use hushdesk_protocol::ids::Timestamp;

/// A database that carries out statements at once: nothing is awaited, so what one request does is one piece.
pub trait Database {
    /// Carries out one statement; its rows.
    ///
    /// # Errors
    ///
    /// SQLite did not carry it out, or a column is of a type that no table has.
    fn query(&self, statement: &str, bindings: Vec<Value>) -> Result<Vec<Row>, DatabaseError>;

    /// Carries out several statements that take no values and give no rows. If one fails, what those before it did
    /// stays, unless it is all in a [`transaction`](Self::transaction).
    ///
    /// # Errors
    ///
    /// SQLite did not carry one out.
    fn run(&self, script: &str) -> Result<(), DatabaseError>;

    /// Does all of the work, or nothing of it if it fails. One may stand in another.
    ///
    /// # Errors
    ///
    /// That of the work; or the transaction was not kept.
    fn transaction<T, E: From<DatabaseError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E>;
}

/// Why the database did not do what it was asked to. Never the client's fault.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DatabaseError {
    /// A statement failed, in the words of SQLite. They name tables and columns, not values.
    #[error("a statement failed: {0}")]
    Statement(String),
    /// A column does not hold what it should.
    #[error("the column {0} does not hold what it should")]
    Column(&'static str),
}

impl From<DatabaseError> for worker::Error {
    fn from(error: DatabaseError) -> Self {
        Self::RustError(error.to_string())
    }
}

/// A value in a row or a binding.
#[cfg_attr(feature = "testing", derive(Debug))]
#[derive(Clone)]
pub enum Value {
    /// None.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(moment: Option<Timestamp>) -> Self {
        moment.map_or(Self::Null, Self::from)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Integer(flag.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

/// The object's numbers are exact up to 2^53, which is the year 287396 in milliseconds.
impl From<Timestamp> for Value {
    fn from(moment: Timestamp) -> Self {
        Self::Integer(i64::try_from(moment.0).unwrap_or(i64::MAX))
    }
}

/// One row, read column by column from the left; each read names its column for the error.
#[cfg_attr(feature = "testing", derive(Debug))]
pub struct Row(std::vec::IntoIter<Value>);

impl Row {
    /// A row of these values.
    pub fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The next column, a text.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn text(&mut self, column: &'static str) -> Result<String, DatabaseError> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(DatabaseError::Column(column)),
        }
    }

    /// The next column, a text or nothing.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn optional_text(&mut self, column: &'static str) -> Result<Option<String>, DatabaseError> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            _ => Err(DatabaseError::Column(column)),
        }
    }

    /// The next column, a text that is a name or an id.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn name<T: TryFrom<String>>(&mut self, column: &'static str) -> Result<T, DatabaseError> {
        T::try_from(self.text(column)?).map_err(|_| DatabaseError::Column(column))
    }

    /// The next column, a text that is a name or an id, or nothing.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn optional_name<T: TryFrom<String>>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>, DatabaseError> {
        let text = self.optional_text(column)?;
        text.map(|text| T::try_from(text).map_err(|_| DatabaseError::Column(column)))
            .transpose()
    }

    /// The next column, a number of the type that is wanted.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn number<T: TryFrom<i64>>(&mut self, column: &'static str) -> Result<T, DatabaseError> {
        match self.0.next() {
            Some(Value::Integer(number)) => {
                T::try_from(number).map_err(|_| DatabaseError::Column(column))
            }
            _ => Err(DatabaseError::Column(column)),
        }
    }

    /// The next column, a number of the type that is wanted, or nothing.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn optional_number<T: TryFrom<i64>>(
        &mut self,
        column: &'static str,
    ) -> Result<Option<T>, DatabaseError> {
        match self.0.next() {
            Some(Value::Null) => Ok(None),
            Some(Value::Integer(number)) => T::try_from(number)
                .map(Some)
                .map_err(|_| DatabaseError::Column(column)),
            _ => Err(DatabaseError::Column(column)),
        }
    }

    /// The next column, yes or no as 1 or 0.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn flag(&mut self, column: &'static str) -> Result<bool, DatabaseError> {
        Ok(self.number::<u32>(column)? != 0)
    }

    /// The next column, so many bytes.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn bytes<const N: usize>(
        &mut self,
        column: &'static str,
    ) -> Result<[u8; N], DatabaseError> {
        match self.0.next() {
            Some(Value::Blob(bytes)) => {
                <[u8; N]>::try_from(bytes).map_err(|_| DatabaseError::Column(column))
            }
            _ => Err(DatabaseError::Column(column)),
        }
    }

    /// The next column, a moment.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn moment(&mut self, column: &'static str) -> Result<Timestamp, DatabaseError> {
        Ok(Timestamp(self.number(column)?))
    }

    /// The next column, a moment or nothing.
    ///
    /// # Errors
    ///
    /// It holds something else, or there is none.
    pub fn optional_moment(
        &mut self,
        column: &'static str,
    ) -> Result<Option<Timestamp>, DatabaseError> {
        Ok(self.optional_number(column)?.map(Timestamp))
    }
}
