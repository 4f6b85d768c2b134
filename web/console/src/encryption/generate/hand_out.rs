//! Handing out a key that was made: its files, and the passphrase to be told.

use std::rc::Rc;

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::round::{Making, Step};
use crate::components::{Badge, Button, Icon, Kind, Meaning, TextField};
use crate::files;
use crate::keys::MadeKey;

/// Which key.
#[derive(Properties, PartialEq)]
pub(super) struct HandOutProps {
    /// Distinguishes its fields.
    pub(super) place: usize,
    pub(super) making: Making,
    /// A file of it has been given to the browser.
    pub(super) onsaved: Callback<()>,
}

/// The media type of both files: one that browsers save and do not show.
const MEDIA: &str = "application/octet-stream";

/// A passphrase, and two files.
#[component]
pub(super) fn HandOut(props: &HandOutProps) -> Html {
    let Step::Made { key, .. } = &props.making.step else {
        return Html::default();
    };
    let name = files::name_of(&props.making.holder);
    let save = |content: fn(&MadeKey) -> &str, name: String| {
        let (key, onsaved): (Rc<MadeKey>, _) = (key.clone(), props.onsaved.clone());
        Callback::from(move |()| {
            files::offer(content(&key), MEDIA, &name);
            onsaved.emit(());
        })
    };
    let pem = save(|key| &key.locked, format!("{name}.pem"));
    let libotr = save(|key| &key.libotr, format!("{name}-otr.private_key"));
    html! {
        <div class="stack loose">
            <div class="row">
                <h3 class="grow">{ words::encryption::hand_out(&props.making.holder) }</h3>
                <Badge meaning={Meaning::Warn} icon={Icon::Alert}>{ words::encryption::only_now() }</Badge>
            </div>
            <div class="two">
                <TextField id={format!("passphrase-{}", props.place)} label={words::encryption::file_passphrase()}
                    value={props.making.passphrase.clone()} readonly={true} verbatim={true}
                    help={words::encryption::file_passphrase_help()} />
                <div class="stack">
                    <span class="label">{ words::encryption::files() }</span>
                    <div class="row">
                        <Button kind={Kind::Tinted} icon={Icon::Download} onclick={pem}>{ words::encryption::pem() }</Button>
                        <Button icon={Icon::Download} onclick={libotr}>{ words::encryption::for_pidgin() }</Button>
                    </div>
                    <p class="help">{ words::encryption::files_help() }</p>
                </div>
            </div>
        </div>
    }
}

/// The account that a libotr file is for: who holds the key, at this host. libotr's names of XMPP accounts end in a slash
/// where no resource is set.
pub(super) fn account_of(making: &Making) -> String {
    let host = web_sys::window().and_then(|window| window.location().hostname().ok());
    let holder = making.settings.holder.as_ref();
    let name = holder.map_or_else(|| files::name_of(&making.holder), ToString::to_string);
    format!("{name}@{}/", host.unwrap_or_default())
}
