//! A place to give the page a key file: dropped, chosen or pasted.

use hushdesk_texts::console as words;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FileList, HtmlInputElement};
use yew::prelude::*;

use crate::components::{Icon, TextField};
use crate::files::text_of;

/// What is done with a file.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct KeyFileProps {
    /// Distinguishes its fields from others on the page.
    pub(crate) id: AttrValue,
    /// What kinds of files it takes.
    pub(crate) takes: AttrValue,
    /// Its text; none if it cannot be read.
    pub(crate) onfile: Callback<Option<String>>,
}

/// A frame to drop a file on, which is a button to choose one, too; and a field to paste it.
#[component]
pub(crate) fn KeyFile(props: &KeyFileProps) -> Html {
    let over = use_state_eq(|| false);
    let onchange = {
        let onfile = props.onfile.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            read(input.files(), &onfile);
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    let ondragover = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.setter();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, onfile) = (over.setter(), props.onfile.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            read(event.data_transfer().and_then(|data| data.files()), &onfile);
        })
    };
    let onpaste = props.onfile.reform(|text: String| Some(text));
    let (file, pasted) = (format!("{}-file", props.id), format!("{}-text", props.id));
    html! {
        <div class="stack">
            <label class={classes!("drop", (*over).then_some("over"))} for={file.clone()} {ondragover} {ondragleave} {ondrop}>
                { Icon::Upload.draw() }
                <span><b>{ words::my_keys::drop_here() }</b>{ " " }{ words::my_keys::or_choose() }</span>
                <span>{ &props.takes }</span>
                <input id={file} type="file" class="unseen" {onchange} />
            </label>
            <TextField id={pasted} label={words::my_keys::paste()} lines={true} verbatim={true} onvalue={onpaste} />
        </div>
    }
}

/// Reads the first of some files, if there is one.
fn read(files: Option<FileList>, onfile: &Callback<Option<String>>) {
    let file = files.and_then(|files| files.get(0));
    let onfile = onfile.clone();
    spawn_local(async move {
        if let Some(file) = file {
            onfile.emit(text_of(&file).await);
        }
    });
}
