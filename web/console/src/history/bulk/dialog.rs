//! The dialog in which is chosen what is done with many chats. How many they are is said first.

use std::cell::Cell;
use std::rc::Rc;

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{BulkAct, BulkWish, GetHistoryCount, HistoryCount};
use hushdesk_texts::console as words;
use hushdesk_texts::console::bulk;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::deed::Deed;
use super::download::{Format, Taken, take_along};
use super::progress::BulkProgress;
use crate::components::{
    Banner, Button, Choice, Dialog, Kind, Meaning, Ready, Select, Skeleton, refusal,
};
use crate::history::known::Known;
use crate::history::wanted::{Wanted, begun};
use crate::loaded::{Loaded, use_loaded_of};
use crate::numbers::count;
use crate::sending::use_sending;
use crate::zone;

/// With which chats.
#[derive(Debug, Properties, PartialEq)]
pub(in crate::history) struct BulkDialogProps {
    /// Those that are wanted.
    pub(in crate::history) wanted: Wanted,
    /// Those that were chosen by hand; nothing: all that are wanted.
    pub(in crate::history) chosen: Vec<ChatId>,
    pub(in crate::history) known: Known,
    /// It is closed. What goes on goes on.
    pub(in crate::history) onclose: Callback<()>,
    /// Something has been done: the list is another one.
    pub(in crate::history) ondone: Callback<()>,
}

/// What goes on.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// It is chosen what is to be done.
    Choosing,
    /// The service does it.
    Works(Box<BulkAct>),
    /// Transcripts are taken along.
    Takes(Taken),
    /// They have been taken along; or not all, since it was called off.
    Took(Taken),
}

async fn counted(asked: (Wanted, Vec<ChatId>)) -> Result<HistoryCount, Trouble> {
    let (wanted, chosen) = asked;
    api::ask(&wanted.bulk(zone::zone(), &chosen), &()).await
}

/// How many they are, what can be done with them, and how far it has come.
#[component]
pub(in crate::history) fn BulkDialog(props: &BulkDialogProps) -> Html {
    let (loaded, again) = use_loaded_of((props.wanted.clone(), props.chosen.clone()), counted);
    let stage = use_state(|| Stage::Choosing);
    let (deed, format) = (
        use_state_eq(|| Deed::Download),
        use_state_eq(|| Format::Text),
    );
    let is_off = use_memo((), |()| Rc::new(Cell::new(false)));
    let sending = use_sending();
    let asked = props.wanted.bulk(zone::zone(), &props.chosen);
    let ontake = {
        let (stage, sending, is_off) = (stage.setter(), sending.clone(), is_off.clone());
        let (asked, known, format) = (asked.clone(), props.known.clone(), *format);
        Callback::from(move |()| {
            is_off.set(false);
            stage.set(Stage::Takes(Taken::default()));
            let (stage, sending, is_off) = (stage.clone(), sending.clone(), is_off.clone());
            let (asked, known) = (asked.clone(), known.clone());
            spawn_local(async move {
                let tell = |taken| stage.set(Stage::Takes(taken));
                match take_along(&asked, format, &known, &is_off, tell).await {
                    Ok(taken) => stage.set(Stage::Took(taken)),
                    Err(trouble) => {
                        sending.refuse(refusal(&trouble));
                        stage.set(Stage::Choosing);
                    }
                }
            });
        })
    };
    let onbegin = {
        let (stage, sending, deed) = (stage.setter(), sending.clone(), *deed);
        let begun = Callback::from(move |act: BulkAct| stage.set(Stage::Works(Box::new(act))));
        Callback::from(move |at| {
            let Deed::Forget(act) = deed else {
                return ontake.emit(());
            };
            let (ask, wish) = (begin(asked.clone()), BulkWish { act, at });
            let asking = async move {
                let begun = api::ask(&ask, &wish).await;
                begun.map_err(|trouble| refusal(&trouble))
            };
            sending.send(asking, &begun);
        })
    };
    let onclose = {
        let (onclose, is_off) = (props.onclose.clone(), is_off.clone());
        // What is taken along ends with its page; the service goes on.
        Callback::from(move |()| {
            is_off.set(true);
            onclose.emit(());
        })
    };
    let close = html! { <Button onclick={&onclose}>{ words::parts::close() }</Button> };
    let (body, footer) = match &*stage {
        Stage::Choosing => match &loaded {
            Loaded::Here(counted) => (
                html! { <>{ sending.banner() }{ choices(props, counted, (&deed, &format)) }</> },
                html! { <>{ close }{ begin_button(*deed, counted, sending.ready(), &onbegin) }</> },
            ),
            Loaded::Coming => (
                html! { <Skeleton label={words::parts::loading()} rows=3 /> },
                close,
            ),
            Loaded::Failed => (
                html! { <Banner meaning={Meaning::Bad} title={bulk::not_counted()} live={true} /> },
                html! { <>{ close }<Button onclick={again}>{ words::parts::try_again() }</Button></> },
            ),
        },
        Stage::Works(act) => (
            html! {
                <>
                    <BulkProgress act={(**act).clone()} onover={&props.ondone} />
                    <p class="help">{ bulk::goes_on() }</p>
                </>
            },
            close,
        ),
        Stage::Takes(taken) => {
            let all = loaded.here().map_or(0, |counted| counted.transcripts);
            let more = bulk::so_far(&taken.packed, &all);
            let onoff = Callback::from(move |()| is_off.set(true));
            (
                html! {
                    <Banner title={bulk::download()} {more} live={true}>
                        <Button onclick={onoff}>{ bulk::call_off() }</Button>
                    </Banner>
                },
                close,
            )
        }
        Stage::Took(taken) => (took(*taken), close),
    };
    html! {
        <Dialog title={title(&props.chosen)} {onclose} {footer}>{ body }</Dialog>
    }
}

fn begin(asked: GetHistoryCount) -> hushdesk_protocol::rest::PostBulkAct {
    begun(asked)
}

fn title(chosen: &[ChatId]) -> String {
    match chosen.len() {
        0 => bulk::with_all().to_owned(),
        chosen => bulk::with_chosen(chosen),
    }
}

/// How many they are, in a sentence.
fn sum(counted: &HistoryCount) -> String {
    let chats = words::history::day_count(count(counted.chats));
    bulk::of_which(count(counted.transcripts), &chats)
}

fn choices(
    props: &BulkDialogProps,
    counted: &HistoryCount,
    (deed, format): (&UseStateHandle<Deed>, &UseStateHandle<Format>),
) -> Html {
    let choice = |it: Deed| {
        let deed = deed.clone();
        let checked = *deed == it;
        let onchange = Callback::from(move |_| deed.set(it));
        html! {
            <Choice group="deed" card={true} {checked} {onchange} help={it.help()} disabled={it.count(counted) == 0}>
                { it.title() }
            </Choice>
        }
    };
    let formats = Format::ALL.map(|it| (it.ending().into(), format_name(it).into()));
    let onchoose = {
        let format = format.setter();
        Callback::from(move |ending: String| {
            let chosen = Format::ALL.into_iter().find(|it| it.ending() == ending);
            if let Some(chosen) = chosen {
                format.set(chosen);
            }
        })
    };
    html! {
        <>
            <p><b>{ sum(counted) }</b></p>
            if counted.running > 0 {
                <p class="help">{ bulk::running(count(counted.running)) }</p>
            }
            <div class="stack" role="radiogroup" aria-label={bulk::what()}>
                { for Deed::of(props.known.sees_all).iter().map(|it| choice(*it)) }
            </div>
            if **deed == Deed::Download {
                <Select id="bulk-format" label={bulk::format()} choices={formats.to_vec()}
                    chosen={format.ending()} {onchoose} />
            }
        </>
    }
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Text => bulk::as_text(),
        Format::Html => bulk::as_page(),
        Format::Json => bulk::as_json(),
    }
}

fn begin_button(
    deed: Deed,
    counted: &HistoryCount,
    ready: Ready,
    onbegin: &Callback<hushdesk_protocol::ids::Timestamp>,
) -> Html {
    if deed.count(counted) == 0 {
        return Html::default();
    }
    let at = counted.at;
    let kind = match deed {
        Deed::Download => Kind::Primary,
        Deed::Forget(_) => Kind::Danger,
    };
    html! { <Button {kind} {ready} onclick={onbegin.reform(move |()| at)}>{ deed.title() }</Button> }
}

fn took(taken: Taken) -> Html {
    let missing = (taken.missing > 0).then(|| bulk::missing(count(taken.missing)));
    html! {
        <Banner meaning={Meaning::Good} title={bulk::is_taken(count(taken.packed))} live={true}
            more={missing.map(AttrValue::from)} />
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_protocol::rest::BulkKind;

    use super::*;

    #[test]
    fn it_is_said_how_many_chats_there_are_and_of_how_many_it_is_kept_what_was_said() {
        let counted = HistoryCount {
            at: Timestamp(1),
            chats: 412,
            transcripts: 60,
            running: 3,
        };
        assert_eq!(sum(&counted), "412 chats, of which 60 have a transcript.");
        let one = HistoryCount {
            chats: 1,
            transcripts: 1,
            ..counted
        };
        assert_eq!(sum(&one), "1 chat, of which 1 has a transcript.");
        assert_eq!(Deed::Download.count(&counted), 60);
        assert_eq!(Deed::Forget(BulkKind::DeleteChats).count(&counted), 412);
    }

    #[test]
    fn whoever_administers_nothing_takes_along_and_forgets_nothing() {
        assert_eq!(Deed::of(false), [Deed::Download]);
        assert_eq!(Deed::of(true).len(), 4);
    }
}
