//! What the processes of a server take of the machine, as Linux tells it (proc(5)).

use std::fs;

use anyhow::{Context, Result};

/// How many times a second the system counts processor time.
const TICKS_PER_SECOND: u64 = 100;

/// The processes of a group.
#[derive(Clone, Copy, Debug)]
pub struct Processes {
    group: u32,
}

/// A line of `/proc/PID/stat`, as far as it is read.
struct Stat {
    name: String,
    /// Those after the name, from the third of all on.
    fields: Vec<String>,
    id: String,
}

impl Processes {
    /// Those of this group.
    pub const fn of_group(group: u32) -> Self {
        Self { group }
    }

    /// Milliseconds of processor time that the runtime has taken: all processes of this name.
    pub fn processor_millis(self, name: &str) -> Result<u64> {
        let mut ticks = 0;
        for stat in self.all()? {
            if stat.name == name {
                ticks += stat.number(14)? + stat.number(15)?;
            }
        }
        Ok(ticks * 1_000 / TICKS_PER_SECOND)
    }

    /// Megabytes of memory that all processes of this name have.
    pub fn megabytes(self, name: &str) -> Result<u64> {
        let mut kilobytes = 0;
        for stat in self.all()? {
            if stat.name == name {
                kilobytes += stat.resident_kilobytes()?;
            }
        }
        Ok(kilobytes / 1_024)
    }

    fn all(self) -> Result<Vec<Stat>> {
        let mut all = Vec::new();
        for entry in fs::read_dir("/proc")? {
            let path = entry?.path();
            // A process may be gone by now.
            let Ok(line) = fs::read_to_string(path.join("stat")) else {
                continue;
            };
            let stat = Stat::read(&line).context("the system describes a process otherwise")?;
            if stat.number(5)? == u64::from(self.group) {
                all.push(stat);
            }
        }
        Ok(all)
    }
}

impl Stat {
    /// The name stands in parentheses, and may have some in it.
    fn read(line: &str) -> Option<Self> {
        let (id, rest) = line.split_once(" (")?;
        let (name, rest) = rest.rsplit_once(") ")?;
        Some(Self {
            name: name.to_owned(),
            fields: rest.split_whitespace().map(str::to_owned).collect(),
            id: id.to_owned(),
        })
    }

    /// A field by its number in proc(5), which is after the name.
    fn number(&self, field: usize) -> Result<u64> {
        let text = field.checked_sub(3).and_then(|at| self.fields.get(at));
        Ok(text.context("a field is missing")?.parse()?)
    }

    fn resident_kilobytes(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id)).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        Ok(number.unwrap_or("0").parse()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_it_is_called() -> Result<()> {
        let line = "7 (a (b) c) S 1 42 42 0 -1 4194560 1 2 3 4 500 60 7 8 20 0";
        let stat = Stat::read(line).context("it is one")?;
        assert_eq!((stat.id.as_str(), stat.name.as_str()), ("7", "a (b) c"));
        assert_eq!(stat.number(5)?, 42);
        assert_eq!((stat.number(14)?, stat.number(15)?), (500, 60));
        assert!(stat.number(60).is_err());
        Ok(())
    }
}
