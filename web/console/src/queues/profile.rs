//! What operators have to know at a queue, as it is written and as they read it.

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{GetQueueProfile, PutQueueProfile, QueueProfile};
use hushdesk_protocol::text::ProfileText;
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble, Version, Versioned};
use yew::prelude::*;

use crate::components::{Markdown, Section, TextField};
use crate::draft::Form;

/// What stands in the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct ProfileForm {
    pub(super) text: String,
}

impl ProfileForm {
    fn text(&self) -> Option<ProfileText> {
        self.text.parse().ok()
    }
}

impl Form for ProfileForm {
    type Name = QueueName;

    async fn read(queue: QueueName) -> Result<Versioned<Self>, Trouble> {
        let read = api::ask_over(&GetQueueProfile { queue }, &(), None).await?;
        let text = read.answer.text.into();
        Ok(Versioned {
            answer: Self { text },
            version: read.version,
        })
    }

    async fn save(
        self,
        queue: QueueName,
        over: Option<Version>,
    ) -> Result<Option<Version>, Trouble> {
        let Some(text) = self.text() else {
            return Ok(over);
        };
        let profile = QueueProfile { text };
        let saved = api::ask_over(&PutQueueProfile { queue }, &profile, over.as_ref()).await?;
        Ok(saved.version)
    }

    fn changes(&self, before: &Self) -> usize {
        usize::from(self != before)
    }

    fn is_right(&self) -> bool {
        self.text().is_some()
    }
}

/// The form.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ProfileSectionsProps {
    pub(super) form: ProfileForm,
    /// Something else is to be known.
    pub(super) onvalue: Callback<String>,
}

/// The field, and under it what operators read.
#[component]
pub(super) fn ProfileSections(props: &ProfileSectionsProps) -> Html {
    let text = &props.form.text;
    let error = (!props.form.is_right()).then(words::queue::profile_too_long);
    html! {
        <>
            <Section title={words::queue::profile()} lead={words::queue::profile_lead()}>
                <TextField id="profile" label={words::queue::profile_text()} value={text.clone()} lines={true}
                    onvalue={&props.onvalue} help={words::queue::profile_help()} {error} />
            </Section>
            <Section title={words::queue::profile_preview()} lead={words::queue::profile_preview_lead()}>
                if text.trim().is_empty() {
                    <p class="soft">{ words::queue::profile_empty() }</p>
                } else {
                    <Markdown text={text.clone()} />
                }
            </Section>
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::limits::PROFILE_TEXT_BYTES_MAX;
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn shown(text: &str) -> String {
        let form = ProfileForm {
            text: text.to_owned(),
        };
        let onvalue = Callback::noop();
        rendered::<ProfileSections>(ProfileSectionsProps { form, onvalue }).text()
    }

    #[test]
    fn what_is_written_is_shown_as_operators_read_it() {
        assert!(shown("# Fees").ends_with("Fees"));
        assert!(shown(" ").ends_with(words::queue::profile_empty()));
    }

    #[test]
    fn what_is_longer_than_four_pages_is_not_saved_and_that_is_said() {
        let text = "ä".repeat(PROFILE_TEXT_BYTES_MAX);
        assert!(shown(&text).contains(words::queue::profile_too_long()));
        assert!(!ProfileForm { text }.is_right());
    }
}
