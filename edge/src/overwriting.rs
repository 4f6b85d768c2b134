//! What stood in a deleted row stays readable in the database's file until something else is written there. So it is written over
//! before the row is deleted.

/// The part of an `UPDATE` that writes over a column of texts: digits, as many bytes of them as the text has. In fewer bytes the row
/// would shrink, and move, and leave what it had behind.
pub fn overwritten(column: &str) -> String {
    let octets = format!("length(CAST({column} AS BLOB))");
    format!("{column} = substr(hex(zeroblob({octets})), 1, {octets})")
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::Database;
    use crate::testing::Memory;

    #[test]
    fn a_text_is_written_over_byte_by_byte_whatever_letters_it_has() {
        let database = Memory::new();
        database
            .run("CREATE TABLE names (name TEXT) STRICT; INSERT INTO names VALUES ('Zo\u{eb} \u{5f20}'), (NULL);")
            .unwrap();
        let statement = format!("UPDATE names SET {}", overwritten("name"));
        database.query(&statement, vec![]).unwrap();
        let rows = database
            .query("SELECT coalesce(name, 'none') FROM names", vec![])
            .unwrap();
        let texts = rows
            .into_iter()
            .map(|mut row| row.text("names.name").unwrap());
        assert_eq!(texts.collect::<Vec<_>>(), ["00000000", "none"]);
    }
}
