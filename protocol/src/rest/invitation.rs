//! How whoever is on a library's page is invited to chat.

use serde::{Deserialize, Serialize};

use crate::text::{InvitationText, PagePattern};

/// Seconds after which somebody is invited, at most: who has been on a page for an hour has left it open.
pub const INVITATION_SECONDS_MAX: u32 = 3_600;

/// Patterns of pages, at most.
pub const PAGE_PATTERNS_MAX: usize = 20;

/// When a snippet invites whoever is on a page that has its button, once in a visit and only while somebody is there; and by which words.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PageInvitation {
    /// After so many seconds on the page; at once, if 0. At most 3,600.
    #[serde(default)]
    pub seconds: u32,
    /// On pages whose path is one of these, in which `*` stands for anything; on all, if none is named. At most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PagePattern>,
    /// By which words; by the service's own in the language of the page, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<InvitationText>,
}

/// Why nobody can be invited like that.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WrongInvitation {
    /// It comes too late.
    #[error("guests are invited after at most {INVITATION_SECONDS_MAX} seconds, not after {0}")]
    Seconds(u32),
    /// There are too many patterns.
    #[error("there are {0} patterns of pages, at most {PAGE_PATTERNS_MAX} are allowed")]
    TooMany(usize),
}

impl PageInvitation {
    /// Whether somebody can be invited like that.
    ///
    /// # Errors
    ///
    /// It comes too late, or there are too many patterns.
    pub const fn check(&self) -> Result<(), WrongInvitation> {
        if self.seconds > INVITATION_SECONDS_MAX {
            return Err(WrongInvitation::Seconds(self.seconds));
        }
        if self.pages.len() > PAGE_PATTERNS_MAX {
            return Err(WrongInvitation::TooMany(self.pages.len()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_in_time_and_on_pages_that_can_be_named() {
        let check = |seconds, pages| {
            let page: PagePattern = "/maps/*".parse().unwrap();
            let pages = vec![page; pages];
            let text = None;
            PageInvitation {
                seconds,
                pages,
                text,
            }
            .check()
        };
        assert_eq!(check(0, 0), Ok(()));
        assert_eq!(check(3_600, 20), Ok(()));
        assert_eq!(check(3_601, 0), Err(WrongInvitation::Seconds(3_601)));
        assert_eq!(check(0, 21), Err(WrongInvitation::TooMany(21)));
    }

    #[test]
    fn a_pattern_is_a_path_and_an_invitation_is_one_line() {
        for right in ["/", "*", "/catalogue/*", "*/maps/*.html", "/b\u{fc}cher/"] {
            assert!(right.parse::<PagePattern>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "maps",
            "/a b",
            "/a?b",
            "/a#b",
            "https://library.example/",
            " /a",
            "/\u{200b}",
        ] {
            assert!(wrong.parse::<PagePattern>().is_err(), "{wrong:?}");
        }
        assert!("Can we help you?".parse::<InvitationText>().is_ok());
        for wrong in ["", " ", "a\nb", &"a".repeat(161)] {
            assert!(wrong.parse::<InvitationText>().is_err(), "{wrong:?}");
        }
    }
}
