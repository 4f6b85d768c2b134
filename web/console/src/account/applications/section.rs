//! The application passwords there are, and what makes and takes back one.

use hushdesk_protocol::rest::{ApplicationListing, DeleteApplication, GetApplications};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::making::Making;
use crate::components::{
    Button, Column, ColumnKind, Confirm, Dialog, Empty, Icon, Row, Size, Skeleton, Table, use_say,
};
use crate::dates;
use crate::loaded::{Loaded, use_loaded};

/// Whose.
#[derive(Debug, Properties, PartialEq)]
pub(in super::super) struct ApplicationsSectionProps {
    /// By which name they sign in.
    pub(in super::super) name: AttrValue,
    /// They have a second factor.
    pub(in super::super) has_code: bool,
    /// They have a password.
    pub(in super::super) has_password: bool,
}

async fn applications() -> Result<Vec<ApplicationListing>, api::Trouble> {
    let page = api::ask(&GetApplications {}, &()).await?;
    Ok(page.items)
}

/// The list, and the button that makes another.
#[component]
pub(in super::super) fn ApplicationsSection(props: &ApplicationsSectionProps) -> Html {
    let (applications, again) = use_loaded(applications);
    let making = use_state(|| false);
    let asked = use_state(|| None::<ApplicationListing>);
    let say = use_say();
    let onrevoke = {
        let (again, asked) = (again.clone(), asked.setter());
        Callback::from(move |application: ApplicationListing| {
            asked.set(None);
            let (again, say) = (again.clone(), say.clone());
            spawn_local(async move {
                say.emit(revoked(application).await.into());
                again.emit(());
            });
        })
    };
    let ask = {
        let asked = asked.setter();
        Callback::from(move |whether: Option<ApplicationListing>| asked.set(whether))
    };
    let question = (*asked).clone().map(|application| {
        let label = application.label.as_str().to_owned();
        html! {
            <Confirm title={words::applications::revoke_title(&label)} text={words::applications::revoke_text()}
                yes={words::applications::revoke_now()} no={words::staff::cancel()}
                onyes={onrevoke.reform(move |()| application.clone())} onno={ask.reform(|()| None)} />
        }
    });
    let onmake = {
        let making = making.setter();
        Callback::from(move |()| making.set(true))
    };
    let onclose = {
        let (making, again) = (making.setter(), again.clone());
        Callback::from(move |()| {
            making.set(false);
            again.emit(());
        })
    };
    let content = match &applications {
        Loaded::Coming => html! { <Skeleton label={words::parts::loading()} rows=1 /> },
        Loaded::Failed => html! {
            <Empty icon={Icon::Alert} title={words::staff::not_loaded()} bad={true}>
                <Button icon={Icon::Refresh} onclick={again}>{ words::parts::try_again() }</Button>
            </Empty>
        },
        Loaded::Here(applications) => html! {
            <>
                if !applications.is_empty() {
                    { table(applications, &ask.reform(Some)) }
                }
                <div><Button onclick={onmake}>{ words::applications::make() }</Button></div>
            </>
        },
    };
    html! {
        <section class="settings">
            <div class="say"><h2>{ words::applications::title() }</h2><p>{ words::applications::lead() }</p></div>
            <div class="body">{ content }</div>
            { question }
            if *making {
                <Dialog title={words::applications::make_title()} lead={words::applications::make_lead()} onclose={&onclose}>
                    <Making name={&props.name} has_code={props.has_code} has_password={props.has_password} ondone={&onclose} />
                </Dialog>
            }
        </section>
    }
}

/// Takes it back, and says what has become of it.
async fn revoked(listing: ApplicationListing) -> &'static str {
    let revoke = DeleteApplication {
        application: listing.id,
    };
    match api::ask(&revoke, &()).await {
        Ok(()) => words::applications::done_revoke(),
        Err(api::Trouble::Refused(_)) => words::staff::refused(),
        Err(api::Trouble::Unreachable | api::Trouble::Unreadable { .. }) => {
            words::staff::unreachable()
        }
    }
}

fn table(applications: &[ApplicationListing], onrevoke: &Callback<ApplicationListing>) -> Html {
    let columns = vec![
        Column::new(words::applications::label(), ColumnKind::Head),
        Column::new(words::applications::made(), ColumnKind::Text),
        Column::new(words::signing_in::used(), ColumnKind::Text),
        Column::new(words::staff::acts(), ColumnKind::Acts),
    ];
    let rows = applications.iter().map(|it| row(it, onrevoke));
    html! { <Table caption={words::applications::title()} {columns} rows={rows.collect::<Vec<_>>()} /> }
}

fn row(application: &ApplicationListing, onrevoke: &Callback<ApplicationListing>) -> Row {
    let label = application.label.as_str().to_owned();
    let used = application
        .used
        .map_or_else(|| words::applications::never_used().into(), dates::moment);
    let revoked = application.clone();
    let act = html! {
        <Button size={Size::Less} label={words::applications::revoke(&label)} icon={Icon::Trash}
            onclick={onrevoke.reform(move |()| revoked.clone())} />
    };
    Row {
        key: application.id.as_str().to_owned(),
        cells: vec![label.into(), dates::moment(application.made), used, act],
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    #[component]
    fn Shown() -> Html {
        let application = ApplicationListing {
            id: "0123456789abcdef0123456789abcdef".parse().unwrap(),
            label: "Pidgin at the desk".parse().unwrap(),
            made: Timestamp(5),
            used: None,
        };
        table(&[application], &Callback::noop())
    }

    #[test]
    fn each_can_be_taken_back_and_says_whether_it_was_used() {
        let page: Element = rendered::<Shown>(());
        let revoke = words::applications::revoke(&"Pidgin at the desk");
        assert_eq!(page.buttons(), [revoke]);
        for text in ["at 5", words::applications::never_used()] {
            assert!(page.text().contains(text), "{text}");
        }
    }
}
