//! Who is signed in, and what stands in the way of it.

use std::rc::Rc;

use hushdesk_protocol::rest::{ProblemCode, Session};
use hushdesk_web::api;
use yew::Reducible;

use super::credentials::Credentials;
use super::trouble::{Field, Trouble};

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
    SigningIn(Rc<Credentials>),
    /// They are right, and a code is needed beside them.
    Proving(Rc<Credentials>, Proof),
    /// Somebody is.
    SignedIn(Rc<Session>),
}

/// How far somebody is with the code of their second factor.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Proof {
    /// It is asked for.
    Asked,
    /// It is on its way.
    Sent,
    /// It was not taken.
    Refused(Trouble),
}

/// What changes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Ask (again) who is signed in.
    Check,
    /// The edge's answer to that.
    Checked(Result<Option<Session>, api::Trouble>),
    /// A name and a password were given.
    Try(Rc<Credentials>),
    /// A code was given beside them.
    Prove,
    /// Somebody goes back to name and password.
    StartOver,
    /// What was typed can be none of these.
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
                Standing::Unknown((&trouble).into())
            }
            // A check that fails says nothing against the sign-in that there is.
            Action::Checked(Err(_)) => return self,
            Action::Try(credentials) => Standing::SigningIn(credentials),
            Action::Prove => match self.proving(Proof::Sent) {
                Some(standing) => standing,
                None => return self,
            },
            Action::Refuse(trouble) => self.refused(trouble),
            Action::Tried(Err(trouble)) => self.not_signed_in(&trouble),
            Action::StartOver | Action::SignOut => Standing::SignedOut {
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
            Standing::Unknown(_)
            | Standing::SignedOut { .. }
            | Standing::SigningIn(_)
            | Standing::Proving(..) => false,
        }
    }

    fn is_somebody_elses(&self, session: &Session) -> bool {
        matches!(&self.standing, Standing::SignedIn(own) if own.name != session.name)
    }

    /// Whoever is asked for a code stays asked for it, and everybody else for name and password.
    fn refused(&self, trouble: Trouble) -> Standing {
        let signed_out = Standing::SignedOut {
            ended: false,
            trouble: Some(trouble),
        };
        self.proving(Proof::Refused(trouble)).unwrap_or(signed_out)
    }

    /// Whoever is asked for a code is this far with it.
    fn proving(&self, proof: Proof) -> Option<Standing> {
        let Standing::Proving(credentials, _) = &self.standing else {
            return None;
        };
        Some(Standing::Proving(credentials.clone(), proof))
    }

    fn not_signed_in(&self, trouble: &api::Trouble) -> Standing {
        match &self.standing {
            // Name and password are right.
            Standing::SigningIn(credentials) if trouble.is(ProblemCode::SecondFactorNeeded) => {
                Standing::Proving(credentials.clone(), Proof::Asked)
            }
            Standing::Proving(..) => self.refused(Trouble::of_code(trouble)),
            Standing::Checking
            | Standing::Unknown(_)
            | Standing::SignedOut { .. }
            | Standing::SigningIn(_)
            | Standing::SignedIn(_) => self.refused(trouble.into()),
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
            Self::Proving(_, Proof::Asked | Proof::Refused(_)) => Some(Field::Code),
            Self::Checking
            | Self::Unknown(_)
            | Self::SigningIn(_)
            | Self::Proving(_, Proof::Sent)
            | Self::SignedIn(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{Factors, Problem, Role, SecondFactor};

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
            factors: Factors::default(),
            provider: None,
            password: true,
        }
    }

    fn credentials() -> Rc<Credentials> {
        Rc::new(Credentials::typed("desk1", "correct horse").unwrap())
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
            after([
                Action::Checked(Ok(None)),
                Action::Try(credentials()),
                wrong.clone()
            ]),
            Standing::SignedOut {
                ended: false,
                trouble
            }
        );
        assert_eq!(
            after([
                wrong,
                Action::Try(credentials()),
                Action::Tried(Ok(session()))
            ]),
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
            after([Action::Checked(Ok(None)), Action::Try(credentials())]).awaits(),
            None
        );
    }

    #[test]
    fn whoever_needs_a_code_is_asked_for_it_until_it_is_right_or_they_start_over() {
        let needed = Action::Tried(Err(refused(ProblemCode::SecondFactorNeeded)));
        let wrong = Action::Tried(Err(refused(ProblemCode::WrongCredentials)));
        let asked = [Action::Try(credentials()), needed];
        let then = |actions: &[Action]| after(asked.iter().chain(actions).cloned());
        let proving = |proof| Standing::Proving(credentials(), proof);
        assert_eq!(then(&[]), proving(Proof::Asked));
        assert_eq!(then(&[]).awaits(), Some(Field::Code));
        assert_eq!(then(&[Action::Prove]), proving(Proof::Sent));
        let refused = then(&[Action::Prove, wrong.clone()]);
        assert_eq!(refused, proving(Proof::Refused(Trouble::WrongCode)));
        let right = Action::Tried(Ok(session()));
        assert_eq!(
            then(&[Action::Prove, wrong, Action::Prove, right]),
            Standing::SignedIn(Rc::new(session()))
        );
        assert_eq!(
            then(&[Action::StartOver]).awaits(),
            Some(Field::Name),
            "the password is gone"
        );
    }
}
