//! Tables as files (RFC 4180), for programs that people calculate with.

use csv::WriterBuilder;

use super::problem::Problem;

/// By it such programs know that the file is UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

/// A file of these rows below this head. What such a program would take for a formula is told from one by an apostrophe, so
/// that nothing somebody has typed elsewhere is ever calculated (OWASP, "CSV Injection").
pub(crate) fn write(
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<String, Problem> {
    let failed = || Problem::failed("writing a file of rows");
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(head).map_err(|_| failed())?;
    for row in rows {
        let cells = row.into_iter().map(plain);
        writer.write_record(cells).map_err(|_| failed())?;
    }
    let bytes = writer.into_inner().map_err(|_| failed())?;
    let text = String::from_utf8(bytes).map_err(|_| failed())?;
    Ok(format!("{MARK}{text}"))
}

fn plain(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_never_a_formula_and_never_two_cells() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [
            row(["Ann", "=1+1"]),
            row(["a,b", "say \"no\""]),
            row(["@SUM(A1)", "two\nlines"]),
        ];
        assert_eq!(
            write(&["name", "note"], rows.into_iter()).unwrap(),
            "\u{feff}name,note\nAnn,'=1+1\n\"a,b\",\"say \"\"no\"\"\"\n'@SUM(A1),\"two\nlines\"\n"
        );
    }
}
