//! The profile of a chat's queue: what operators have to know there, to be read beside the chat.

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{GetQueueProfile, QueueProfile};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use crate::components::{Button, Icon, Kind, Markdown, Size};
use crate::loaded::{Loaded, use_loaded_of};

/// Of which queue.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ProfileProps {
    pub(super) queue: QueueName,
}

async fn profile(queue: QueueName) -> Result<QueueProfile, Trouble> {
    api::ask(&GetQueueProfile { queue }, &()).await
}

/// A part of the panel, if there is anything to be known.
#[component]
pub(super) fn Profile(props: &ProfileProps) -> Html {
    let (loaded, again) = use_loaded_of(props.queue.clone(), profile);
    let inside = match &loaded {
        Loaded::Coming => return Html::default(),
        Loaded::Failed => html! {
            <>
                <p>{ texts::side::profile_failed() }</p>
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Refresh} onclick={again}>
                    { texts::parts::try_again() }
                </Button>
            </>
        },
        Loaded::Here(profile) if profile.text.as_str().trim().is_empty() => return Html::default(),
        Loaded::Here(profile) => {
            html! { <Markdown text={profile.text.as_str().to_owned()} /> }
        }
    };
    html! {
        <details open={true}>
            <summary>{ texts::side::profile() }{ Icon::Right.turning() }</summary>
            <div class="body">{ inside }</div>
        </details>
    }
}
