//! A deploy, as pages meet it. Some are loaded from the new build while the edge runs the old one still; then the edge follows, and
//! the others are of an old build. A page that is of another build than the edge is refused, has all that it had, and goes on when
//! it is loaded anew.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use hushdesk_web::session::log::Log;

use super::DESKS;
use super::round::Round;
use crate::window::{Build, GuestWindow, ours, theirs};

/// How long it may take until all pages have come and have been answered, on a busy machine.
const ANSWERED_MAX: Duration = Duration::from_secs(60);

/// A page, by the number of its chat or of its desk.
#[derive(Clone, Copy, Debug)]
enum Page {
    Guest(usize),
    Desk(usize),
    /// The guest's of the chat over polls.
    Polled,
}

impl Round<'_> {
    /// New pages are out, then the edge runs what they were made for. The program that polls has nothing on its way: what it says it
    /// does not say again.
    pub(super) fn is_deployed(&mut self) -> Result<()> {
        self.polled.rests()?;
        self.some_are_ahead()?;
        self.edge_follows()?;
        self.all_are_loaded()?;
        self.polled.rests()?;
        self.tally.deploys += 1;
        Ok(())
    }

    /// A guest and an operator have the new page while the edge is the old one. The others go on, and are written to.
    fn some_are_ahead(&mut self) -> Result<()> {
        let desks = |round: &Self| round.desks.iter().all(|it| it.view().operator.is_some());
        self.until(desks, "a desk is not let in")?;
        let ahead = [
            Page::Guest(self.any(self.chats.len())?),
            Page::Desk(self.any(DESKS)?),
        ];
        // It is no use to load it once more.
        for page in ahead.into_iter().chain(ahead) {
            self.is_loaded(page, Build::Newer)?;
            self.until(
                |round| round.is_refused(page),
                "a newer page is not refused for its version",
            )?;
        }
        self.all_write()
    }

    /// The edge is new, and what is written before the old pages have noticed goes nowhere yet.
    fn edge_follows(&mut self) -> Result<()> {
        self.server.crash_and_restart()?;
        self.polled.comes_back()?;
        self.guests().for_each(GuestWindow::outlives_deploy);
        for desk in &mut self.desks {
            desk.outlives_deploy();
        }
        self.all_write()?;
        let all = self.pages();
        let are_refused = |round: &Self| all.iter().all(|page| round.is_refused(*page));
        self.until(are_refused, "an older page is not refused for its version")
    }

    /// One after the other in any order, while those go on that are there already.
    fn all_are_loaded(&mut self) -> Result<()> {
        let mut left = self.pages();
        while !left.is_empty() {
            let page = left.swap_remove(self.any(left.len())?);
            self.is_loaded(page, Build::Same)?;
            self.listens()?;
        }
        Ok(())
    }

    /// A page is loaded anew, and has all that it had.
    fn is_loaded(&mut self, page: Page, build: Build) -> Result<()> {
        let before = self.texts(page);
        match page {
            Page::Guest(number) => self.chat(number)?.guest.reload(build)?,
            Page::Desk(number) => self.desk(number)?.reload(build)?,
            Page::Polled => self.polled.guest.reload(build)?,
        }
        self.tally.reloads += 1;
        let after = self.texts(page);
        ensure!(
            before == after,
            "{page:?} had {before:?} before it was loaded anew, and has {after:?}"
        );
        Ok(())
    }

    /// All listen until that is so, and no guest's page gives its chat up meanwhile.
    fn until(&mut self, is_so: impl Fn(&Self) -> bool, or_else: &str) -> Result<()> {
        let deadline = Instant::now() + ANSWERED_MAX;
        while !is_so(self) {
            ensure!(Instant::now() < deadline, "{or_else}");
            self.listens()?;
            self.polled.listens()?;
            let given_up = self.guests().find(|it| it.view().standing.is_over());
            ensure!(given_up.is_none(), "a page has given its chat up");
        }
        Ok(())
    }

    fn is_refused(&self, page: Page) -> bool {
        match page {
            Page::Guest(number) => {
                let chat = self.chats.get(number);
                chat.is_some_and(|chat| chat.guest.is_refused_for_its_version())
            }
            Page::Desk(number) => {
                let desk = self.desks.get(number);
                desk.is_some_and(|desk| desk.is_refused_for_its_version())
            }
            Page::Polled => self.polled.guest.is_refused_for_its_version(),
        }
    }

    /// What was said in each chat of a page.
    fn texts(&self, page: Page) -> Vec<Vec<String>> {
        let logs: Vec<Log> = match page {
            Page::Guest(number) => {
                let chat = self.chats.get(number).into_iter();
                chat.map(|it| it.guest.view().log).collect()
            }
            Page::Desk(number) => {
                let chats = self.desks.get(number).map(|it| it.view().chats);
                chats.into_iter().flatten().map(|it| it.log).collect()
            }
            Page::Polled => vec![self.polled.guest.view().log],
        };
        let mut texts: Vec<_> = logs.iter().map(texts_of).collect();
        // A page puts them in another order when it is loaded anew.
        texts.sort();
        texts
    }

    fn pages(&self) -> Vec<Page> {
        let guests = (0..self.chats.len()).map(Page::Guest);
        let desks = (0..self.desks.len()).map(Page::Desk);
        guests.chain(desks).chain([Page::Polled]).collect()
    }

    fn guests(&mut self) -> impl Iterator<Item = &mut GuestWindow> {
        let chats = self.chats.iter_mut().map(|chat| &mut chat.guest);
        chats.chain([&mut self.polled.guest])
    }
}

fn texts_of(log: &Log) -> Vec<String> {
    let theirs = theirs(log).into_iter().map(str::to_owned);
    theirs
        .chain(ours(log).into_iter().map(|(text, _)| text))
        .collect()
}
