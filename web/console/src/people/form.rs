//! The form about somebody: who is invited, or what of somebody is changed.

use std::collections::BTreeSet;
use std::rc::Rc;

use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::{
    Assignment, Duty, GetPerson, Invitation, Link, MailTo, Person, PersonChange, PostPerson,
    PutPerson, QueueListing, Role,
};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Version};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::deeds::refusal;
use crate::components::{Button, Choice, Dialog, Kind, Ready, TextField};
use crate::mails::mail_to;
use crate::sending::{Sending, use_sending};

/// About whom the form is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum About {
    /// Somebody who is not there yet.
    New,
    /// Somebody who is.
    Known(Rc<Person>),
}

/// What has become of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Nothing.
    Left,
    /// Somebody is invited, has this link, and was to be mailed it or not.
    Invited(DisplayName, Link, bool),
    /// Somebody is changed.
    Changed(DisplayName),
}

/// About whom, and which queues there are.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct PersonFormProps {
    pub(super) about: About,
    pub(super) queues: Vec<QueueListing>,
    pub(super) onclose: Callback<Outcome>,
}

/// What stands in the form.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    name: String,
    display: String,
    /// Where the invitation is mailed to, if anywhere.
    email: String,
    role: Role,
    /// What they do at queues, those of which this form knows nothing among them.
    queues: Vec<Assignment>,
}

impl Draft {
    fn of(about: &About) -> Self {
        match about {
            About::New => Self {
                name: String::new(),
                display: String::new(),
                email: String::new(),
                role: Role::Operator,
                queues: vec![],
            },
            About::Known(person) => Self {
                name: person.name.to_string(),
                display: person.display.to_string(),
                email: String::new(),
                role: person.role,
                queues: person.queues.clone(),
            },
        }
    }

    fn answers(&self, queue: &QueueName) -> bool {
        let mut at = self.queues.iter().filter(|it| it.queue == *queue);
        at.any(|it| it.duties.contains(&Duty::Operator))
    }

    /// They answer chats of this queue, or do not; their other duties there stay.
    fn with(mut self, queue: &QueueName, answers: bool) -> Self {
        if let Some(at) = self.queues.iter_mut().find(|it| it.queue == *queue) {
            if answers {
                at.duties.insert(Duty::Operator);
            } else {
                at.duties.remove(&Duty::Operator);
            }
        } else if answers {
            self.queues.push(Assignment {
                queue: queue.clone(),
                duties: BTreeSet::from([Duty::Operator]),
            });
        }
        self.queues.retain(|it| !it.duties.is_empty());
        self.queues.sort();
        self
    }
}

/// A dialog with name, role and queues.
#[component]
pub(super) fn PersonForm(props: &PersonFormProps) -> Html {
    let draft = use_state(|| Draft::of(&props.about));
    let (tried, sending) = (use_state(|| false), use_sending());
    let version = use_person(&props.about, &draft, &sending);
    // What is changed is what was read just now, and not what stood in a list for an hour.
    let is_known = props.about == About::New || version.is_some();
    let change = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |value| {
            let mut changed = (*draft).clone();
            change(&mut changed, value);
            draft.set(changed);
        })
    };
    let name = draft.name.trim().parse::<OperatorName>();
    let display = draft.display.trim().parse::<DisplayName>();
    let (is_mailed, mail) = (!draft.email.trim().is_empty(), mail_to(&draft.email));
    let onsave = {
        let (about, onclose, draft) = (props.about.clone(), props.onclose.clone(), draft.clone());
        let (tried, sending) = (tried.setter(), sending.clone());
        let (name, display) = (name.clone().ok(), display.clone().ok());
        Callback::from(move |()| {
            tried.set(true);
            let (Some(name), Some(display)) = (name.clone(), display.clone()) else {
                return;
            };
            if is_mailed && mail.is_none() {
                return;
            }
            let (about, draft, version) = (about.clone(), (*draft).clone(), (*version).clone());
            let mail = mail.clone();
            let saved = async move {
                let saved = save(&about, (name, display, mail), draft, version).await;
                saved.map_err(|trouble| refusal(&trouble))
            };
            sending.send(saved, &onclose);
        })
    };
    let (title, lead, saves) = match &props.about {
        About::New => (
            words::staff::invite_title().to_owned(),
            words::staff::invite_lead(),
            words::staff::invite_now(),
        ),
        About::Known(person) => (
            words::staff::change_title(&person.display),
            words::staff::change_lead(),
            words::staff::save(),
        ),
    };
    let has_mail = mail_to(&draft.email).is_some();
    let onleave = props.onclose.reform(|()| Outcome::Left);
    let ready = if is_known {
        sending.ready()
    } else {
        Ready::Busy
    };
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&onleave}>{ words::staff::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onsave}>{ saves }</Button>
        </>
    };
    let wrong = |is_wrong: bool, says: &'static str| (*tried && is_wrong).then_some(says);
    html! {
        <Dialog {title} {lead} onclose={onleave} {footer}>
            { sending.banner() }
            <TextField id="person-display" label={words::staff::display()} value={draft.display.clone()}
                onvalue={change(|draft, value| draft.display = value)} help={words::staff::display_help()}
                error={wrong(display.is_err(), words::staff::no_display())} required={true} />
            <TextField id="person-name" label={words::staff::name()} value={draft.name.clone()} verbatim={true}
                readonly={props.about != About::New} onvalue={change(|draft, value| draft.name = value)}
                help={words::staff::name_help()} error={wrong(name.is_err(), words::staff::no_name())} required={true} />
            if props.about == About::New {
                <TextField id="person-email" label={words::staff::email()} kind="email" verbatim={true}
                    value={draft.email.clone()} onvalue={change(|draft, value| draft.email = value)}
                    help={words::staff::email_help()} error={wrong(is_mailed && !has_mail, words::mails::wrong())} />
            }
            { roles(&draft) }
            { queues(&draft, &props.queues) }
        </Dialog>
    }
}

fn roles(draft: &UseStateHandle<Draft>) -> Html {
    let all = [
        (
            Role::Operator,
            words::staff::operator(),
            words::staff::operator_help(),
        ),
        (
            Role::Administrator,
            words::staff::administrator(),
            words::staff::administrator_help(),
        ),
    ];
    let choose = |role: Role| {
        let draft = draft.clone();
        Callback::from(move |_: bool| {
            draft.set(Draft {
                role,
                ..(*draft).clone()
            })
        })
    };
    html! {
        <fieldset class="stack">
            <legend class="label">{ words::staff::role() }</legend>
            <div class="two">
                { for all.map(|(role, name, help)| html! {
                    <Choice group="role" card={true} checked={draft.role == role} onchange={choose(role)} {help}>
                        <b>{ name }</b>
                    </Choice>
                }) }
            </div>
        </fieldset>
    }
}

fn queues(draft: &UseStateHandle<Draft>, queues: &[QueueListing]) -> Html {
    let choose = |queue: &QueueName| {
        let (draft, queue) = (draft.clone(), queue.clone());
        Callback::from(move |on: bool| draft.set((*draft).clone().with(&queue, on)))
    };
    html! {
        <fieldset class="stack">
            <legend class="label">{ words::staff::queues() }</legend>
            { for queues.iter().map(|queue| html! {
                <Choice key={queue.name.as_str()} checked={draft.answers(&queue.name)} onchange={choose(&queue.name)}>
                    <bdi>{ &queue.title }</bdi>
                </Choice>
            }) }
        </fieldset>
    }
}

/// Reads anew whom the form changes. Gives the version that was read, so that what others change meanwhile is not lost.
#[hook]
fn use_person(
    about: &About,
    draft: &UseStateHandle<Draft>,
    sending: &Sending,
) -> UseStateHandle<Option<Version>> {
    let version = use_state(|| None);
    let (setter, draft, sending) = (version.setter(), draft.setter(), sending.clone());
    let person = match about {
        About::New => None,
        About::Known(person) => Some(person.name.clone()),
    };
    use_effect_with(person, move |person| {
        if let Some(person) = person.clone() {
            spawn_local(async move {
                match api::ask_over(&GetPerson { person }, &(), None).await {
                    Ok(read) => {
                        draft.set(Draft::of(&About::Known(Rc::new(read.answer))));
                        setter.set(read.version);
                    }
                    Err(trouble) => sending.refuse(refusal(&trouble)),
                }
            });
        }
    });
    version
}

async fn save(
    about: &About,
    (name, display, mail): (OperatorName, DisplayName, Option<MailTo>),
    draft: Draft,
    version: Option<Version>,
) -> Result<Outcome, api::Trouble> {
    let Draft { role, queues, .. } = draft;
    match about {
        About::New => {
            let invitation = Invitation {
                name,
                display: Some(display.clone()),
                role,
                queues,
                days: None,
                mail,
            };
            let link = api::ask(&PostPerson {}, &invitation).await?;
            let to_mail = invitation.mail.is_some();
            Ok(Outcome::Invited(display, link, to_mail))
        }
        About::Known(person) => {
            let change = PersonChange {
                display: display.clone(),
                role,
                queues,
            };
            let place = PutPerson {
                person: person.name.clone(),
            };
            api::ask_over(&place, &change, version.as_ref()).await?;
            Ok(Outcome::Changed(display))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(queue: &str, duties: impl IntoIterator<Item = Duty>) -> Assignment {
        Assignment {
            queue: queue.parse().unwrap(),
            duties: duties.into_iter().collect(),
        }
    }

    #[test]
    fn a_tick_gives_or_takes_answering_and_leaves_the_other_duties() {
        let reference: QueueName = "reference".parse().unwrap();
        let draft = Draft {
            queues: vec![
                at("maps", [Duty::Operator]),
                at("reference", [Duty::Operator, Duty::Manager]),
            ],
            ..Draft::of(&About::New)
        };
        let without = draft.clone().with(&reference, false);
        assert_eq!(
            without.queues,
            [
                at("maps", [Duty::Operator]),
                at("reference", [Duty::Manager])
            ]
        );
        assert!(!without.answers(&reference));
        assert_eq!(without.with(&reference, true), draft);
        let maps: QueueName = "maps".parse().unwrap();
        let nowhere = draft.with(&maps, false).with(&reference, false);
        assert_eq!(nowhere.queues, [at("reference", [Duty::Manager])]);
    }
}
