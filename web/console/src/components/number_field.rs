//! Fields for numbers and lengths of time, with what they count beside them.

use hushdesk_texts::console as words;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::field::{Field, about};

/// A number as it is typed, and in what it counts time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Length {
    /// How many.
    pub(crate) count: String,
    /// Of what.
    pub(crate) unit: Unit,
}

/// What time is counted in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unit {
    Seconds,
    Minutes,
    Hours,
}

impl Unit {
    const ALL: [Self; 3] = [Self::Seconds, Self::Minutes, Self::Hours];

    const fn seconds(self) -> u32 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Seconds => words::saving::seconds(),
            Self::Minutes => words::saving::minutes(),
            Self::Hours => words::saving::hours(),
        }
    }
}

impl Length {
    /// So many seconds, in the largest of these units that counts them whole and more than one; in the first, if none does.
    pub(crate) fn of_seconds(seconds: u32, units: [Unit; 2]) -> Self {
        let [small, large] = units;
        let is_whole = seconds.is_multiple_of(large.seconds()) && seconds / large.seconds() > 1;
        let unit = if is_whole { large } else { small };
        Self {
            count: (seconds / unit.seconds()).to_string(),
            unit,
        }
    }

    /// How many seconds it is, if it is a number.
    pub(crate) fn seconds(&self) -> Option<u32> {
        let count: u32 = self.count.trim().parse().ok()?;
        count.checked_mul(self.unit.seconds())
    }
}

/// A length of time.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct LengthFieldProps {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What goes into it.
    pub(crate) label: AttrValue,
    /// What is in it.
    pub(crate) value: Length,
    /// In what it may be counted.
    pub(crate) units: [Unit; 2],
    /// It has changed.
    pub(crate) onvalue: Callback<Length>,
    /// What helps.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A number and its unit.
#[component]
pub(crate) fn LengthField(props: &LengthFieldProps) -> Html {
    let oncount = {
        let unit = props.value.unit;
        props
            .onvalue
            .reform(move |count: String| Length { count, unit })
    };
    let onunit = {
        let count = props.value.count.clone();
        props.onvalue.reform(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let unit = Unit::ALL.into_iter().find(|unit| unit.name() == chosen);
            Length {
                count: count.clone(),
                unit: unit.unwrap_or(Unit::Seconds),
            }
        })
    };
    let label = words::saving::unit_of(&props.label);
    html! {
        <NumberField id={&props.id} label={&props.label} value={props.value.count.clone()} onvalue={oncount}
            help={&props.help} error={&props.error}>
            <select class="input narrow" aria-label={label} onchange={onunit}>
                for unit in props.units {
                    <option value={unit.name()} selected={unit == props.value.unit}>{ unit.name() }</option>
                }
            </select>
        </NumberField>
    }
}

/// A number.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct NumberFieldProps {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What goes into it.
    pub(crate) label: AttrValue,
    /// What is in it.
    pub(crate) value: AttrValue,
    /// It has changed.
    pub(crate) onvalue: Callback<String>,
    /// What helps.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// What it counts.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A field that a telephone shows digits for. What is no number can be typed, and is said to be none.
#[component]
pub(crate) fn NumberField(props: &NumberFieldProps) -> Html {
    let oninput = props
        .onvalue
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let described = (props.help.is_some() || props.error.is_some()).then(|| about(&props.id));
    html! {
        <Field id={&props.id} label={&props.label} help={&props.help} error={&props.error}>
            <span class="with-unit">
                <input class="input narrow" id={&props.id} inputmode="numeric" autocomplete="off" value={&props.value}
                    {oninput} aria-invalid={props.error.is_some().then_some("true")} aria-describedby={described} />
                { props.children.clone() }
            </span>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: [Unit; 2] = [Unit::Seconds, Unit::Minutes];

    #[test]
    fn a_length_is_said_as_people_say_it_and_stays_the_same() {
        for (seconds, count, unit) in [
            (45, "45", Unit::Seconds),
            (60, "60", Unit::Seconds),
            (90, "90", Unit::Seconds),
            (600, "10", Unit::Minutes),
        ] {
            let length = Length::of_seconds(seconds, WAIT);
            assert_eq!((length.count.as_str(), length.unit), (count, unit));
            assert_eq!(length.seconds(), Some(seconds));
        }
        let hours = Length::of_seconds(8 * 3_600, [Unit::Minutes, Unit::Hours]);
        assert_eq!((hours.count.as_str(), hours.unit), ("8", Unit::Hours));
    }

    #[test]
    fn what_is_no_number_is_no_length() {
        for count in ["", "ten", "-1", "4294967295"] {
            let count = count.to_owned();
            let unit = Unit::Minutes;
            assert_eq!(Length { count, unit }.seconds(), None);
        }
    }
}
