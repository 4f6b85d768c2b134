//! Who is signed in, and what stands in the way of it.

use std::rc::Rc;

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{ProblemCode, Session};
use hushdesk_web::api;
use yew::Reducible;

/// Where the window stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Account {
    standing: Standing,
}

/// Where the window stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Standing {
    /// It asks the edge who is signed in.
    #[default]
    Checking,
    /// The edge did not say who is signed in.
    Unknown(Trouble),
    /// Nobody is signed in.
    SignedOut {
        /// Somebody was, and the sign-in ended by itself.
        ended: bool,
        /// What was wrong with the last try.
        trouble: Option<Trouble>,
    },
    /// A name and a password are on their way.
    SigningIn,
    /// Somebody is.
    SignedIn(Rc<Session>),
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Trouble {
    /// No user name was given, or nothing that could be one.
    NoName,
    /// No password was given.
    NoPassword,
    /// The two do not match.
    WrongCredentials,
    /// Too many tries.
    TooMany,
    /// The edge cannot be reached.
    Unreachable,
    /// The edge fails.
    Failed,
}

/// What is typed to sign in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Field {
    /// The user name.
    Name,
    /// The password.
    Password,
}

/// What changes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Ask (again) who is signed in.
    Check,
    /// The edge's answer to that.
    Checked(Result<Option<Session>, api::Trouble>),
    /// A name and a password were given.
    Try,
    /// They cannot be a name and a password.
    Refuse(Trouble),
    /// The edge's answer to them.
    Tried(Result<Session, api::Trouble>),
    /// The operator signed out.
    SignOut,
}

impl Reducible for Account {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let standing = match action {
            Action::Check => Standing::Checking,
            // Asked before what has been decided since.
            Action::Checked(_) if !self.can_be_checked() => return self,
            // In another window of this browser somebody else has signed in: what is here is not theirs.
            Action::Checked(Ok(Some(session))) if self.is_somebody_elses(&session) => {
                Standing::SignedOut {
                    ended: true,
                    trouble: None,
                }
            }
            Action::Checked(Ok(Some(session))) | Action::Tried(Ok(session)) => {
                Standing::SignedIn(Rc::new(session))
            }
            Action::Checked(Ok(None)) => Standing::SignedOut {
                ended: self.is_signed_in(),
                trouble: None,
            },
            Action::Checked(Err(trouble)) if !self.is_signed_in() => {
                Standing::Unknown(trouble.into())
            }
            // A check that fails says nothing against the sign-in that there is.
            Action::Checked(Err(_)) => return self,
            Action::Try => Standing::SigningIn,
            Action::Refuse(trouble) => self.still_signed_out(trouble),
            Action::Tried(Err(trouble)) => self.still_signed_out(trouble.into()),
            Action::SignOut => Standing::SignedOut {
                ended: false,
                trouble: None,
            },
        };
        Self { standing }.into()
    }
}

impl Account {
    /// Where the window stands.
    pub(crate) const fn standing(&self) -> &Standing {
        &self.standing
    }

    const fn is_signed_in(&self) -> bool {
        matches!(self.standing, Standing::SignedIn(_))
    }

    /// Whether an answer about who is signed in can change anything: nobody is let in who was not asked about.
    const fn can_be_checked(&self) -> bool {
        match self.standing {
            Standing::Checking | Standing::SignedIn(_) => true,
            Standing::Unknown(_) | Standing::SignedOut { .. } | Standing::SigningIn => false,
        }
    }

    fn is_somebody_elses(&self, session: &Session) -> bool {
        matches!(&self.standing, Standing::SignedIn(own) if own.name != session.name)
    }

    const fn still_signed_out(&self, trouble: Trouble) -> Standing {
        Standing::SignedOut {
            ended: false,
            trouble: Some(trouble),
        }
    }
}

impl Standing {
    /// What is to be typed next; nothing while somebody else is to speak.
    pub(super) const fn awaits(&self) -> Option<Field> {
        match self {
            Self::SignedOut { trouble: None, .. } => Some(Field::Name),
            Self::SignedOut {
                trouble: Some(trouble),
                ..
            } => Some(trouble.field()),
            Self::Checking | Self::Unknown(_) | Self::SigningIn | Self::SignedIn(_) => None,
        }
    }
}

impl Trouble {
    /// Where one goes on.
    pub(super) const fn field(self) -> Field {
        match self {
            Self::NoName => Field::Name,
            Self::NoPassword
            | Self::WrongCredentials
            | Self::TooMany
            | Self::Unreachable
            | Self::Failed => Field::Password,
        }
    }

    /// Whether the password that was typed is of no use any more. Nobody sees what is wrong in it.
    pub(super) const fn spoils_password(self) -> bool {
        matches!(self, Self::WrongCredentials)
    }
}

impl From<api::Trouble> for Trouble {
    fn from(trouble: api::Trouble) -> Self {
        let code = match trouble {
            api::Trouble::Unreachable => return Self::Unreachable,
            api::Trouble::Unreadable { .. } => return Self::Failed,
            api::Trouble::Refused(problem) => problem.code,
        };
        match code {
            ProblemCode::WrongCredentials | ProblemCode::SignedOut => Self::WrongCredentials,
            ProblemCode::TooMany => Self::TooMany,
            ProblemCode::Malformed
            | ProblemCode::Forbidden
            | ProblemCode::NotFound
            | ProblemCode::MethodNotAllowed
            | ProblemCode::Conflict
            | ProblemCode::InUse
            | ProblemCode::Full
            | ProblemCode::LastAdministrator
            | ProblemCode::LinkOver
            | ProblemCode::SecondFactorNeeded
            | ProblemCode::SecondFactorMissing
            | ProblemCode::ChangedMeanwhile
            | ProblemCode::VersionMissing
            | ProblemCode::Failed => Self::Failed,
        }
    }
}

/// What was typed as name and password, if it can be that. A name in capitals is meant in small letters.
pub(super) fn typed(name: &str, password: &str) -> Result<(OperatorName, String), Trouble> {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return Err(Trouble::NoName);
    }
    if password.is_empty() {
        return Err(Trouble::NoPassword);
    }
    // A name that cannot be anybody's matches no password.
    let name = name.parse().map_err(|_| Trouble::WrongCredentials)?;
    Ok((name, password.to_owned()))
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Problem, Role, SecondFactor};

    use super::*;

    fn session() -> Session {
        Session {
            name: "desk1".parse().unwrap(),
            display: "Desk1".parse().unwrap(),
            role: Role::Operator,
            queues: vec![],
            demonstration: false,
            organisation: "Library".to_owned(),
            manages: vec![],
            second_factor: SecondFactor::Off,
        }
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> Standing {
        let account = actions
            .into_iter()
            .fold(Rc::new(Account::default()), |account, action| {
                account.reduce(action)
            });
        account.standing().clone()
    }

    fn refused(code: ProblemCode) -> api::Trouble {
        api::Trouble::Refused(Problem::new(code, String::new()))
    }

    #[test]
    fn who_is_signed_in_already_is_let_in() {
        let standing = after([Action::Checked(Ok(Some(session())))]);
        assert_eq!(standing, Standing::SignedIn(Rc::new(session())));
    }

    #[test]
    fn a_wrong_password_is_said_and_can_be_tried_again() {
        let wrong = Action::Tried(Err(refused(ProblemCode::WrongCredentials)));
        let trouble = Some(Trouble::WrongCredentials);
        assert_eq!(
            after([Action::Checked(Ok(None)), Action::Try, wrong.clone()]),
            Standing::SignedOut {
                ended: false,
                trouble
            }
        );
        assert_eq!(
            after([wrong, Action::Try, Action::Tried(Ok(session()))]),
            Standing::SignedIn(Rc::new(session()))
        );
    }

    #[test]
    fn a_sign_in_that_has_ended_by_itself_is_told_from_none() {
        let signed_in = Action::Checked(Ok(Some(session())));
        assert_eq!(
            after([signed_in, Action::Checked(Ok(None))]),
            Standing::SignedOut {
                ended: true,
                trouble: None
            }
        );
    }

    #[test]
    fn whoever_signs_in_elsewhere_in_this_browser_does_not_take_over_this_window() {
        let other = Session {
            name: "desk2".parse().unwrap(),
            ..session()
        };
        let signed_in = Action::Checked(Ok(Some(session())));
        assert_eq!(
            after([signed_in, Action::Checked(Ok(Some(other)))]),
            Standing::SignedOut {
                ended: true,
                trouble: None
            }
        );
    }

    #[test]
    fn a_late_answer_lets_nobody_in_and_does_not_undo_that_the_sign_in_has_ended() {
        let other = Session {
            name: "desk2".parse().unwrap(),
            ..session()
        };
        let ended = Standing::SignedOut {
            ended: true,
            trouble: None,
        };
        let before = [
            Action::Checked(Ok(Some(session()))),
            Action::Checked(Ok(Some(other.clone()))),
        ];
        for late in [
            Ok(Some(other)),
            Ok(Some(session())),
            Ok(None),
            Err(api::Trouble::Unreachable),
        ] {
            let actions = before.clone().into_iter().chain([Action::Checked(late)]);
            assert_eq!(after(actions), ended);
        }
    }

    #[test]
    fn a_lost_connection_signs_nobody_out() {
        let signed_in = Action::Checked(Ok(Some(session())));
        let lost = Action::Checked(Err(api::Trouble::Unreachable));
        assert_eq!(
            after([signed_in, lost.clone()]),
            Standing::SignedIn(Rc::new(session()))
        );
        assert_eq!(after([lost]), Standing::Unknown(Trouble::Unreachable));
    }

    #[test]
    fn a_wrong_password_is_typed_anew_and_any_other_trouble_leaves_it() {
        let wrong = Action::Tried(Err(refused(ProblemCode::WrongCredentials)));
        assert_eq!(after([wrong]).awaits(), Some(Field::Password));
        assert!(Trouble::WrongCredentials.spoils_password());
        let others = [
            Trouble::NoName,
            Trouble::NoPassword,
            Trouble::TooMany,
            Trouble::Unreachable,
            Trouble::Failed,
        ];
        assert!(others.iter().all(|trouble| !trouble.spoils_password()));
    }

    #[test]
    fn the_focus_stays_where_it_is_while_one_is_being_signed_in() {
        assert_eq!(
            after([Action::Checked(Ok(None)), Action::Try]).awaits(),
            None
        );
    }

    #[test]
    fn what_can_be_no_name_is_not_sent() {
        assert_eq!(typed(" ", "x"), Err(Trouble::NoName));
        assert_eq!(typed("desk1", ""), Err(Trouble::NoPassword));
        assert_eq!(typed("a b", "x"), Err(Trouble::WrongCredentials));
        assert_eq!(
            typed(" Desk1 ", "x"),
            Ok(("desk1".parse().unwrap(), "x".to_owned()))
        );
    }
}
