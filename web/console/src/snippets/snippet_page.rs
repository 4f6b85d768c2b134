//! The page of one snippet.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::limits::SITES_PER_SNIPPET_MAX;
use hushdesk_protocol::page_origin::PageOrigin;
use hushdesk_texts::console as words;
use hushdesk_web::api::Trouble;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::code::{CodeForm, code, page, presence, strict};
use super::form::{Choices, SnippetForm, choices, queues, site, skins};
use super::invitation::invitation;
use super::levels::levels;
use crate::components::{
    Button, Card, Code, Icon, SaveBar, Section, Segments, Select, Skeleton, TextField, use_say,
};
use crate::document::origin;
use crate::draft::{Draft, Read, use_draft};
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded};
use crate::not_read::NotRead;
use crate::route::Route;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SnippetPageProps {
    pub(crate) snippet: SnippetName,
}

/// Code to paste, where it leads, who may have it, and how to ask whether somebody is there.
#[component]
pub(crate) fn SnippetPage(props: &SnippetPageProps) -> Html {
    let draft = use_draft::<SnippetForm>(&props.snippet);
    let (choices, again) = use_loaded(choices);
    let say = use_say();
    let (snippet, origin) = (&props.snippet, origin());
    let shown = match (draft.read(), &choices) {
        (Read::Here(form), Loaded::Here(choices)) => html! {
            <>
                { shows(form, choices, &draft) }
                { levels(form, choices, &draft) }
                { invitation(form, &draft) }
                <Sites form={form.clone()} draft={draft.clone()} />
            </>
        },
        (Read::Failed(trouble), _) => return failed(snippet, trouble, &draft.load()),
        (_, Loaded::Failed) => return failed(snippet, &Trouble::Unreachable, &again),
        (Read::Coming, _) | (_, Loaded::Coming) => {
            html! { <Skeleton label={words::parts::loading()} rows=6 /> }
        }
    };
    let bar = draft.bar(&say.reform(|()| words::saving::done().into()));
    html! {
        <div class="page">
            <PageHead title={snippet.to_string()} lead={words::snippet::lead()}>
                <a class="button" href={page("", snippet)} target="_blank" rel="noopener">
                    { Icon::External.draw() }{ words::snippet::try_it() }
                </a>
            </PageHead>
            <PagesCode snippet={snippet.clone()} origin={origin.clone()} />
            { shown }
            { whether_somebody_is_there(snippet, &origin) }
            <SaveBar {bar} />
        </div>
    }
}

fn failed(snippet: &SnippetName, trouble: &Trouble, again: &Callback<()>) -> Html {
    html! {
        <NotRead name={snippet.to_string()} trouble={trouble.clone()} gone={words::snippet::gone()} all={Route::Snippets}
            to_all={words::snippet::to_all()} onagain={again} />
    }
}

#[derive(Debug, Properties, PartialEq)]
struct PagesCodeProps {
    snippet: SnippetName,
    /// The deployment's address.
    origin: AttrValue,
}

/// The code in the form that is chosen.
#[component]
fn PagesCode(props: &PagesCodeProps) -> Html {
    let form = use_state(|| CodeForm::Script);
    let written = use_state(|| None::<String>);
    {
        let written = written.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { written.set(strict().await) });
        });
    }
    let names = CodeForm::ALL.map(|form| (form.name().into(), shown(form).0.into()));
    let onchoose = {
        let form = form.setter();
        Callback::from(move |name: AttrValue| {
            let chosen = CodeForm::ALL.into_iter().find(|form| form.name() == &*name);
            form.set(chosen.unwrap_or(CodeForm::Script));
        })
    };
    let (_, help) = shown(*form);
    let code = code(*form, &props.origin, &props.snippet, written.as_deref());
    let acts = html! {
        <Segments group="form" label={words::snippet::form()} choices={names.to_vec()} chosen={form.name()} {onchoose} />
    };
    html! {
        <Card title={words::snippet::code()} lead={words::snippet::code_lead()} {acts}>
            if let Some(text) = code {
                <Code label={words::snippet::code()} {text} />
            } else {
                <p class="soft">{ words::snippet::no_code() }</p>
            }
            <p class="soft small">{ help }</p>
        </Card>
    }
}

/// What a form is called, and when one takes it.
fn shown(form: CodeForm) -> (&'static str, &'static str) {
    match form {
        CodeForm::Script => (words::snippet::script(), words::snippet::script_help()),
        CodeForm::Strict => (words::snippet::strict(), words::snippet::strict_help()),
        CodeForm::Link => (words::snippet::link(), words::snippet::link_help()),
    }
}

fn shows(form: &SnippetForm, choices: &Choices, draft: &Draft<SnippetForm>) -> Html {
    let onqueue = draft.on(|form: &mut SnippetForm, name: String| {
        if let Ok(queue) = name.parse() {
            form.lead_to(queue);
        }
    });
    let onskin = draft.on(|form: &mut SnippetForm, name: String| {
        if let Ok(skin) = name.parse() {
            form.skin = skin;
        }
    });
    html! {
        <Section title={words::snippet::shows()} lead={words::snippet::shows_lead()}>
            <div class="two">
                <Select id="queue" label={words::snippets::queue()} choices={queues(choices)} chosen={form.queue.to_string()}
                    onchoose={onqueue} />
                <Select id="skin" label={words::snippets::skin()} choices={skins(choices)} chosen={form.skin.to_string()}
                    onchoose={onskin} />
            </div>
        </Section>
    }
}

#[derive(Properties, PartialEq)]
struct SitesProps {
    form: SnippetForm,
    draft: Draft<SnippetForm>,
}

/// Whose pages may have it, and a field for one more.
#[component]
fn Sites(props: &SitesProps) -> Html {
    let SitesProps { form, draft } = props;
    let (typed, tried) = (use_state(String::new), use_state(|| false));
    let meant = site(&typed);
    let onadd = draft.on(|form: &mut SnippetForm, site: PageOrigin| {
        form.sites.insert(site);
    });
    let onremove = draft.on(|form: &mut SnippetForm, site: PageOrigin| {
        form.sites.remove(&site);
    });
    let onsubmit = {
        let (typed, tried, meant) = (typed.setter(), tried.setter(), meant.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(meant.is_none());
            if let Some(site) = meant.clone() {
                onadd.emit(site);
                typed.set(String::new());
            }
        })
    };
    let error = if form.sites.len() > SITES_PER_SNIPPET_MAX {
        Some(words::snippet::too_many_sites(SITES_PER_SNIPPET_MAX))
    } else {
        (*tried && meant.is_none()).then(|| words::snippet::no_site().to_owned())
    };
    let ontype = typed.setter();
    html! {
        <Section title={words::snippets::sites()} lead={words::snippet::sites_lead()}>
            if form.sites.is_empty() {
                <p>{ words::snippet::any_site() }</p>
            } else {
                <ul class="tags" aria-label={words::snippets::sites()}>
                    { for form.sites.iter().map(|site| tag(site, &onremove)) }
                </ul>
            }
            <form class="row" {onsubmit}>
                <TextField id="site" label={words::snippet::add_site()} value={(*typed).clone()} verbatim={true}
                    onvalue={move |value| ontype.set(value)} help={words::snippet::site_help()} {error} />
                <Button icon={Icon::Plus} submits={true}>{ words::queue::add() }</Button>
            </form>
        </Section>
    }
}

fn tag(site: &PageOrigin, onremove: &Callback<PageOrigin>) -> Html {
    let label = words::queue::take_away(site);
    let onclick = {
        let site = site.clone();
        onremove.reform(move |_: MouseEvent| site.clone())
    };
    html! {
        <li key={site.as_str()} class="tag">
            <bdi dir="ltr">{ site.as_str() }</bdi>
            <button type="button" aria-label={label} {onclick}>{ Icon::Close.draw() }</button>
        </li>
    }
}

fn whether_somebody_is_there(snippet: &SnippetName, origin: &str) -> Html {
    let address = |extension| presence(origin, snippet, extension);
    let image = format!("<img src=\"{}\" alt=\"\">", address("svg"));
    let all = [
        (words::snippet::presence_text(), address("txt")),
        (words::snippet::presence_json(), address("json")),
        (words::snippet::presence_image(), image),
    ];
    html! {
        <Section title={words::snippet::presence()} lead={words::snippet::presence_lead()}>
            { for all.map(|(label, text)| html! {
                <div class="stack"><span class="label">{ label }</span><Code {label} {text} /></div>
            }) }
        </Section>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn the_script_is_offered_first() {
        let snippet = "main-site".parse().unwrap();
        let origin = "https://chat.example".into();
        let code = rendered::<PagesCode>(PagesCodeProps { snippet, origin });
        assert!(code.text().contains("data-snippet=\"main-site\""));
        let is_chosen = |it: &hushdesk_web::rendered::Element| {
            it.attribute("value") == Some("script") && it.attribute("checked").is_some()
        };
        assert!(code.find(&is_chosen).is_some());
    }
}
