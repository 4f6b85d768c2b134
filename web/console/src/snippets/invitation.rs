//! When a snippet invites whoever is on a page, and by which words.

use hushdesk_protocol::rest::{INVITATION_SECONDS_MAX, PAGE_PATTERNS_MAX, PageInvitation};
use hushdesk_protocol::text::{InvitationText, PagePattern};
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::form::SnippetForm;
use crate::components::{Choice, NumberField, Section, TextField};
use crate::draft::Draft;

/// Seconds that are offered to begin with.
const USUAL_SECONDS: u32 = 30;

/// An invitation, as it is typed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct InvitationForm {
    invites: bool,
    after: String,
    pages: String,
    text: String,
}

impl InvitationForm {
    /// As it is set.
    pub(super) fn of(invitation: Option<&PageInvitation>) -> Self {
        let pages =
            invitation.map(|it| it.pages.iter().map(PagePattern::as_str).collect::<Vec<_>>());
        let text = invitation.and_then(|it| it.text.as_ref());
        Self {
            invites: invitation.is_some(),
            after: invitation
                .map_or(USUAL_SECONDS, |it| it.seconds)
                .to_string(),
            pages: pages.unwrap_or_default().join("\n"),
            text: text.map_or_else(String::new, |text| text.as_str().to_owned()),
        }
    }

    /// Whether it is right, if it invites.
    pub(super) fn is_right(&self) -> bool {
        !self.invites || self.typed().is_some()
    }

    /// The invitation, if it invites and is right.
    pub(super) fn invitation(&self) -> Option<PageInvitation> {
        self.typed().filter(|_| self.invites)
    }

    fn typed(&self) -> Option<PageInvitation> {
        Some(PageInvitation {
            seconds: self.seconds()?,
            pages: self.patterns()?,
            text: self.words()?,
        })
    }

    fn seconds(&self) -> Option<u32> {
        let seconds: u32 = self.after.trim().parse().ok()?;
        (seconds <= INVITATION_SECONDS_MAX).then_some(seconds)
    }

    /// The patterns, a line each, if each is one.
    fn patterns(&self) -> Option<Vec<PagePattern>> {
        let lines = self.pages.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        let patterns: Vec<_> = lines.map(|line| line.parse().ok()).collect::<Option<_>>()?;
        (patterns.len() <= PAGE_PATTERNS_MAX).then_some(patterns)
    }

    /// What it says, or that it is said in the service's words.
    fn words(&self) -> Option<Option<InvitationText>> {
        match self.text.trim() {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        }
    }
}

/// The section in which it is set.
pub(super) fn invitation(form: &SnippetForm, draft: &Draft<SnippetForm>) -> Html {
    let invitation = &form.invitation;
    html! {
        <Section title={words::snippet::invitation()} lead={words::snippet::invitation_lead()}>
            <Choice checked={invitation.invites} help={words::snippet::invites_help()}
                onchange={draft.on(|form: &mut SnippetForm, on| form.invitation.invites = on)}>
                { words::snippet::invites() }
            </Choice>
            if invitation.invites {
                { fields(invitation, draft) }
            }
        </Section>
    }
}

fn fields(invitation: &InvitationForm, draft: &Draft<SnippetForm>) -> Html {
    let no_seconds = (invitation.seconds().is_none()).then_some(words::snippet::no_seconds());
    let no_pages = (invitation.patterns().is_none()).then_some(words::snippet::no_pages());
    let no_words = (invitation.words().is_none()).then_some(words::snippet::no_invitation());
    html! {
        <>
            <NumberField id="invitation-after" label={words::snippet::invites_after()} value={invitation.after.clone()}
                help={words::snippet::invites_after_help()} error={no_seconds}
                onvalue={draft.on(|form: &mut SnippetForm, value| form.invitation.after = value)} />
            <TextField id="invitation-pages" label={words::snippet::invites_on()} lines={true} verbatim={true}
                value={invitation.pages.clone()} help={words::snippet::invites_on_help()} error={no_pages}
                onvalue={draft.on(|form: &mut SnippetForm, value| form.invitation.pages = value)} />
            <TextField id="invitation-text" label={words::snippet::invites_by()} value={invitation.text.clone()}
                help={words::snippet::invites_by_help()} error={no_words}
                onvalue={draft.on(|form: &mut SnippetForm, value| form.invitation.text = value)} />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_stays_what_it_is_and_what_is_none_is_not_saved() {
        let invitation = PageInvitation {
            seconds: 0,
            pages: vec!["/maps/*".parse().unwrap(), "*.html".parse().unwrap()],
            text: Some("Lost in the maps?".parse().unwrap()),
        };
        let form = InvitationForm::of(Some(&invitation));
        assert_eq!(form.invitation(), Some(invitation));
        assert_eq!(InvitationForm::of(None).invitation(), None);
        for wrong in [
            InvitationForm {
                after: "3601".to_owned(),
                ..form.clone()
            },
            InvitationForm {
                pages: "maps".to_owned(),
                ..form.clone()
            },
            InvitationForm {
                pages: "/a\n".repeat(21),
                ..form.clone()
            },
            InvitationForm {
                text: "a".repeat(161),
                ..form.clone()
            },
        ] {
            assert!(!wrong.is_right(), "{wrong:?}");
            let none = InvitationForm {
                invites: false,
                ..wrong
            };
            assert!(none.is_right() && none.invitation().is_none());
        }
    }
}
