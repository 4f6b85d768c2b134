//! The settings of a queue on its page.

use hushdesk_protocol::rest::AddressKept;
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::alerts::alerts;
use super::asking::{entry, survey};
use super::form::{Asked, SHIFT, SettingsForm, Shift, WAIT, days, minutes, number, wait};
use super::hours::hours;
use crate::components::{Choice, LengthField, NumberField, Section, TextField};
use crate::draft::Draft;

/// What is set.
#[derive(Properties, PartialEq)]
pub(in crate::queues) struct QueueSettingsSectionsProps {
    pub(in crate::queues) form: SettingsForm,
    pub(in crate::queues) draft: Draft<SettingsForm>,
}

/// Section by section: who is asked, what happens while a guest waits, how much an operator has to do, when it is open, and what is kept.
#[component]
pub(in crate::queues) fn QueueSettingsSections(props: &QueueSettingsSectionsProps) -> Html {
    let QueueSettingsSectionsProps { form, draft } = props;
    html! {
        <>
            { asked(form, draft) }
            { waiting(form, draft) }
            { breaks(form, draft) }
            { load(form, draft) }
            { shift(form, draft) }
            { categories(form, draft) }
            { hours(form, draft) }
            { entry(form, draft) }
            { kept(form, draft) }
            { address(form, draft) }
            { rated(form, draft) }
            { email(form, draft) }
            { alerts(form, draft) }
        </>
    }
}

fn asked(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let choose = |asked| draft.on(move |form: &mut SettingsForm, _: bool| form.asked = asked);
    let is_wrong = number(&form.asked_count).is_none();
    html! {
        <Section title={words::queue::asked()} lead={words::queue::asked_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ words::queue::asked() }</legend>
                <Choice group="asked" card={true} checked={form.asked == Asked::Everybody}
                    onchange={choose(Asked::Everybody)} help={words::queue::everybody_help()}>
                    <b>{ words::queue::everybody() }</b>
                </Choice>
                <Choice group="asked" card={true} checked={form.asked == Asked::LeastBusy}
                    onchange={choose(Asked::LeastBusy)} help={words::queue::least_busy_help()}>
                    <b>{ words::queue::least_busy() }</b>
                </Choice>
            </fieldset>
            if form.asked == Asked::LeastBusy {
                <NumberField id="asked-count" label={words::queue::asked_count()} value={form.asked_count.clone()}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.asked_count = value)}
                    error={is_wrong.then_some(words::queue::no_count())} />
            }
        </Section>
    }
}

fn waiting(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let wrong = |length| wait(length).is_none().then_some(words::queue::no_wait());
    html! {
        <Section title={words::queue::waiting()} lead={words::queue::waiting_lead()}>
            <LengthField id="concierge" label={words::queue::concierge()} value={form.concierge.clone()} units={WAIT}
                onvalue={draft.on(|form: &mut SettingsForm, value| form.concierge = value)}
                help={words::queue::concierge_help()} error={wrong(&form.concierge)} />
            <TextField id="concierge-text" label={words::queue::concierge_text()} lines={true}
                value={form.concierge_text.clone()}
                onvalue={draft.on(|form: &mut SettingsForm, value| form.concierge_text = value)}
                help={words::queue::concierge_text_help()} />
            <LengthField id="unanswered" label={words::queue::unanswered()} value={form.unanswered.clone()} units={WAIT}
                onvalue={draft.on(|form: &mut SettingsForm, value| form.unanswered = value)}
                help={words::queue::unanswered_help()} error={wrong(&form.unanswered)} />
        </Section>
    }
}

fn breaks(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let wrong = |length| wait(length).is_none().then_some(words::queue::no_wait());
    html! {
        <Section title={words::queue::breaks()} lead={words::queue::breaks_lead()}>
            <LengthField id="grace" label={words::queue::grace()} value={form.grace.clone()} units={WAIT}
                onvalue={draft.on(|form: &mut SettingsForm, value| form.grace = value)}
                help={words::queue::grace_help()} error={wrong(&form.grace)} />
            <LengthField id="transfer" label={words::queue::transfer()} value={form.transfer.clone()} units={WAIT}
                onvalue={draft.on(|form: &mut SettingsForm, value| form.transfer = value)}
                help={words::queue::transfer_help()} error={wrong(&form.transfer)} />
        </Section>
    }
}

fn load(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let is_wrong = number(&form.most).is_none();
    html! {
        <Section title={words::queue::load()} lead={words::queue::load_lead()}>
            <Choice checked={form.has_most}
                onchange={draft.on(|form: &mut SettingsForm, on| form.has_most = on)}>
                { words::queue::has_most() }
            </Choice>
            if form.has_most {
                <NumberField id="most" label={words::queue::most()} value={form.most.clone()}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.most = value)}
                    error={is_wrong.then_some(words::queue::no_count())} />
            }
        </Section>
    }
}

fn shift(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let all = [
        (Shift::Never, words::queue::shift_never()),
        (Shift::After, words::queue::shift_after()),
        (Shift::Clock, words::queue::shift_clock()),
    ];
    let choose = |shift| draft.on(move |form: &mut SettingsForm, _: bool| form.shift = shift);
    let is_short = minutes(&form.shift_length).is_none();
    let utc = form.shift_time_utc();
    let time_help = utc.as_ref().map(|time| words::queue::shift_utc(time));
    html! {
        <Section title={words::queue::shift()} lead={words::queue::shift_lead()}>
            <fieldset class="stack">
                <legend class="unseen">{ words::queue::shift() }</legend>
                { for all.map(|(shift, name)| html! {
                    <Choice group="shift" checked={form.shift == shift} onchange={choose(shift)}>{ name }</Choice>
                }) }
            </fieldset>
            if form.shift == Shift::After {
                <LengthField id="shift-length" label={words::queue::shift_length()} value={form.shift_length.clone()}
                    units={SHIFT} onvalue={draft.on(|form: &mut SettingsForm, value| form.shift_length = value)}
                    error={is_short.then_some(words::queue::no_length())} />
            }
            if form.shift == Shift::Clock {
                <TextField id="shift-time" kind="time" label={words::queue::shift_time()} value={form.shift_time.clone()}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.shift_time = value)}
                    help={time_help} error={utc.is_none().then_some(words::queue::no_time())} />
            }
        </Section>
    }
}

fn categories(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let error = form
        .categories()
        .is_none()
        .then_some(words::queue::no_categories());
    html! {
        <Section title={words::queue::categories()} lead={words::queue::categories_lead()}>
            <TextField id="categories" label={words::queue::categories_field()} lines={true} value={form.categories.clone()}
                onvalue={draft.on(|form: &mut SettingsForm, value| form.categories = value)}
                help={words::queue::categories_help()} {error} />
            <Choice checked={form.category_required}
                onchange={draft.on(|form: &mut SettingsForm, on| form.category_required = on)}
                help={words::queue::category_required_help()}>
                { words::queue::category_required() }
            </Choice>
        </Section>
    }
}

/// Whether what is said in open chats is kept, and what guests are to be told of it.
fn kept(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let is_wrong = days(&form.retained_days).is_none();
    html! {
        <Section title={words::queue::kept()} lead={words::queue::kept_lead()}>
            <Choice checked={form.retains} help={words::queue::retains_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.retains = on)}>
                { words::queue::retains() }
            </Choice>
            if form.retains {
                <NumberField id="retained-days" label={words::queue::retained_days()}
                    value={form.retained_days.clone()} help={words::queue::retained_days_help()}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.retained_days = value)}
                    error={is_wrong.then_some(words::queue::no_days())} />
                <p class="help">{ words::queue::tell_guests() }</p>
            }
            <Choice checked={form.anonymises} help={words::queue::anonymises_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.anonymises = on)}>
                { words::queue::anonymises() }
            </Choice>
            if form.anonymises {
                <NumberField id="anonymised-days" label={words::queue::anonymised_days()}
                    value={form.anonymised_days.clone()} help={words::queue::days_hold()}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.anonymised_days = value)}
                    error={days(&form.anonymised_days).is_none().then_some(words::queue::no_days())} />
            }
            <Choice checked={form.deletes} help={words::queue::deletes_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.deletes = on)}>
                { words::queue::deletes() }
            </Choice>
            if form.deletes {
                <NumberField id="deleted-days" label={words::queue::deleted_days()}
                    value={form.deleted_days.clone()} help={words::queue::days_hold()}
                    onvalue={draft.on(|form: &mut SettingsForm, value| form.deleted_days = value)}
                    error={days(&form.deleted_days).is_none().then_some(words::queue::no_days())} />
            }
        </Section>
    }
}

fn rated(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    html! {
        <Section title={words::queue::asked_at_end()}>
            <Choice checked={form.rated} help={words::queue::rated_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.rated = on)}>
                { words::queue::rated() }
            </Choice>
            { survey(form, draft) }
        </Section>
    }
}

fn email(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let is_missing = form.messages && form.email() == Some(None);
    let error = match form.email() {
        None => Some(words::mails::wrong()),
        Some(_) => is_missing.then(words::queue::no_email),
    };
    html! {
        <Section title={words::own_email::title()} lead={words::queue::email_lead()}>
            <TextField id="queue-email" label={words::queue::email()} value={form.email.clone()} kind="email" verbatim={true}
                help={words::queue::email_help()} {error}
                onvalue={draft.on(|form: &mut SettingsForm, address| form.email = address)} />
            <Choice checked={form.messages} help={words::queue::messages_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.messages = on)}>
                { words::queue::messages() }
            </Choice>
            <Choice checked={form.mailed} help={words::queue::mailed_help()}
                onchange={draft.on(|form: &mut SettingsForm, on| form.mailed = on)}>
                { words::queue::mailed() }
            </Choice>
        </Section>
    }
}

fn address(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    let all = [
        (AddressKept::Drop, words::queue::address_drop()),
        (AddressKept::Subnet, words::queue::address_subnet()),
        (AddressKept::Keep, words::queue::address_keep()),
    ];
    let choose = |kept| draft.on(move |form: &mut SettingsForm, _: bool| form.address = kept);
    html! {
        <Section title={words::queue::address()} lead={words::queue::address_lead()}>
            <fieldset class="stack">
                <legend class="unseen">{ words::queue::address() }</legend>
                { for all.map(|(kept, name)| html! {
                    <Choice group="address" checked={form.address == kept} onchange={choose(kept)}>{ name }</Choice>
                }) }
            </fieldset>
        </Section>
    }
}
