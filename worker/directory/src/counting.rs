//! Counting what the directory decides nothing else about.

use hushdesk_edge::Database;
use serde::{Deserialize, Serialize};

use crate::caller::Anybody;
use crate::founding;
use crate::question::{Answered, Asked, Question};
use crate::refused::{DirectoryError, Refused};

/// Counts one thing more from the address of whoever asks; refused where there were too many lately.
#[derive(Serialize, Deserialize)]
pub struct Count(pub Counted);

/// What is counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// A session that a program opens, before anybody knows whose it is.
    Program,
    /// What a guest says of a chat.
    Rating,
    /// A try at a secret that the directory does not know: the deployment's setup code.
    Secret,
}

impl Question for Count {
    const PATH: &'static str = "/count";
    /// A setup code is tried before there is an organisation.
    const BEFORE_FOUNDING: bool = true;
    type By = Anybody;
    type Answer = ();

    fn answer<D: Database>(
        self,
        asked: Asked<'_, D, Anybody>,
    ) -> Result<Answered<()>, DirectoryError> {
        // Of organisations that are made up nothing is begun.
        if self.0 != Counted::Secret && !founding::is_founded(asked.database)? {
            return Err(Refused::NotFounded.into());
        }
        let counts = match self.0 {
            Counted::Program => &asked.counts.programs,
            Counted::Rating => &asked.counts.ratings,
            // Whoever is at the machine itself sets it up as often as they like.
            Counted::Secret if asked.address.is_loopback() => return Ok(Answered::with(())),
            Counted::Secret => &asked.counts.secrets,
        };
        counts.borrow_mut().count(asked.address, asked.now)?;
        Ok(Answered::with(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, empty, library, nobody};

    #[test]
    fn each_is_taken_so_often_from_one_network() {
        let directory = library();
        let taken = |counted| {
            let count = || directory.ask(&nobody(), Count(counted), NOW);
            (0..300).take_while(|_| count().is_ok()).count()
        };
        let all = [Counted::Program, Counted::Rating, Counted::Secret];
        assert_eq!(all.map(taken), [120, 240, 60]);
    }

    #[test]
    fn setup_codes_cannot_be_tried_without_end_where_there_is_no_organisation() {
        let directory = empty();
        let count = || directory.ask(&nobody(), Count(Counted::Secret), NOW);
        assert_eq!((0..100).take_while(|_| count().is_ok()).count(), 60);
        for counted in [Counted::Program, Counted::Rating] {
            let refused = Err(Refused::NotFounded.into());
            assert_eq!(directory.ask(&nobody(), Count(counted), NOW), refused);
        }
        assert_eq!(directory.database.tables(), Vec::<String>::new());
    }
}
