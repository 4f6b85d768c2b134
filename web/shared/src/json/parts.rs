//! A JSON text taken apart: where each value begins and ends, not what it says.

/// The one value of a text.
pub(super) fn only(json: &str) -> Option<&str> {
    let mut rest = Rest(json);
    let value = rest.value()?;
    rest.is_empty().then_some(value)
}

/// The items of a list.
pub(super) fn items(list: &str) -> Option<Vec<&str>> {
    let inside = list.strip_prefix('[')?.strip_suffix(']')?;
    Rest(inside).each(Rest::value)
}

/// The names and values of an object, in the order in which they stand there.
pub(super) fn members(object: &str) -> Option<Vec<(&str, &str)>> {
    let inside = object.strip_prefix('{')?.strip_suffix('}')?;
    Rest(inside).each(Rest::member)
}

/// The values of an object, in the order of these names: of each none or one. It has no others.
pub(super) fn fields<'a>(object: &'a str, names: &[&str]) -> Option<Vec<Option<&'a str>>> {
    let mut values = vec![None; names.len()];
    for (name, value) in members(object)? {
        let at = names.iter().position(|it| *it == name)?;
        let before = values.get_mut(at)?.replace(value);
        if before.is_some() {
            return None;
        }
    }
    Some(values)
}

/// What stands between the quotation marks of a string.
pub(super) fn quoted(string: &str) -> Option<&str> {
    string.strip_prefix('"')?.strip_suffix('"')
}

/// What is left of a text that is read from its beginning.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn is_empty(&mut self) -> bool {
        self.0 = self.0.trim_ascii_start();
        self.0.is_empty()
    }

    fn pass(&mut self, mark: char) -> Option<()> {
        self.0 = self.0.trim_ascii_start().strip_prefix(mark)?;
        Some(())
    }

    /// All that is left: things with commas between them.
    fn each<T>(mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut all = Vec::new();
        if self.is_empty() {
            return Some(all);
        }
        loop {
            all.push(one(&mut self)?);
            if self.is_empty() {
                return Some(all);
            }
            self.pass(',')?;
        }
    }

    fn member(&mut self) -> Option<(&'a str, &'a str)> {
        let name = quoted(self.value()?)?;
        self.pass(':')?;
        Some((name, self.value()?))
    }

    /// The next value. However deep it is, it is gone through once.
    fn value(&mut self) -> Option<&'a str> {
        self.0 = self.0.trim_ascii_start();
        let (value, rest) = self.0.split_at_checked(length(self.0)?)?;
        self.0 = rest;
        (!value.is_empty()).then_some(value)
    }
}

/// How long the value is that a text begins with.
fn length(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        let mut is_end = false;
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => {
                in_string = !in_string;
                is_end = !in_string;
            }
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                is_end = true;
            }
            b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => {
                return Some(at);
            }
            _ => {}
        }
        if is_end && depth == 0 {
            return Some(at + 1);
        }
    }
    (depth == 0 && !in_string).then_some(text.len())
}
