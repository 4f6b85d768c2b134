//! A value of a JSON text, as serde reads it.

use std::fmt;

use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::{parts, string};

/// A value, as it stands there.
#[derive(Clone, Copy)]
pub(super) struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    /// The one value of a text.
    pub(super) fn only(json: &'a str) -> Option<Self> {
        parts::only(json).map(Self)
    }

    fn number(self) -> Result<u64, Unreadable> {
        let is_plain = self.0 == "0" || self.0.starts_with(|first| matches!(first, '1'..='9'));
        let number = self.0.parse().ok();
        number.filter(|_| is_plain).ok_or(Unreadable)
    }

    fn text(self) -> Result<String, Unreadable> {
        string::text(self.0).ok_or(Unreadable)
    }

    fn truth(self) -> Result<bool, Unreadable> {
        self.0.parse().map_err(|_| Unreadable)
    }

    fn items(self) -> Result<Values<'a>, Unreadable> {
        let items = parts::items(self.0).ok_or(Unreadable)?;
        let items: Vec<_> = items.into_iter().map(Some).collect();
        Ok(Values(items.into_iter()))
    }

    fn fields(self, names: &[&str]) -> Result<Values<'a>, Unreadable> {
        let values = parts::fields(self.0, names).ok_or(Unreadable)?;
        Ok(Values(values.into_iter()))
    }

    fn variant(self, names: &[&str]) -> Result<Variant<'a>, Unreadable> {
        let variant = || {
            let (name, content) = match parts::quoted(self.0) {
                Some(name) => (name, None),
                None => match parts::members(self.0)?.as_slice() {
                    [(name, content)] => (*name, Some(Self(content))),
                    _ => return None,
                },
            };
            let index = names.iter().position(|it| *it == name)?;
            let index = u32::try_from(index).ok()?;
            Some(Variant { index, content })
        };
        variant().ok_or(Unreadable)
    }
}

/// A text that is not of the value that is asked for. There is nothing more to say: nobody who reads it could do anything.
#[derive(Debug)]
pub(super) struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// All whole numbers are read as one.
macro_rules! numbers {
    ($($read:ident)*) => {
        $(fn $read<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            visitor.visit_u64(self.number()?)
        })*
    };
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Unreadable;

    /// Values that may be of several kinds are a text or a number.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.text() {
            Ok(text) => visitor.visit_string(text),
            Err(Unreadable) => visitor.visit_u64(self.number()?),
        }
    }

    numbers! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.truth()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            "null" => visitor.visit_unit(),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            "null" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    /// As many as there are to be: what has more or fewer is another thing.
    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let items = self.items()?;
        if items.0.len() == len {
            visitor.visit_seq(items)
        } else {
            Err(Unreadable)
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.fields(fields)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(self.variant(variants)?)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit_struct tuple_struct map identifier ignored_any
    }
}

/// Values one after the other: the items of a list, or the fields of a struct, of which some may be left out.
struct Values<'a>(std::vec::IntoIter<Option<&'a str>>);

impl<'de> SeqAccess<'de> for Values<'de> {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        match self.0.next().flatten() {
            Some(value) => seed.deserialize(Value(value)).map(Some),
            None => Ok(None),
        }
    }
}

/// A variant of an enum, by its place, and what it holds.
struct Variant<'a> {
    index: u32,
    content: Option<Value<'a>>,
}

impl<'a> Variant<'a> {
    fn content(self) -> Result<Value<'a>, Unreadable> {
        self.content.ok_or(Unreadable)
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), Unreadable> {
        let index: U32Deserializer<Unreadable> = self.index.into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(Unreadable),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.content()?.fields(fields)?)
    }
}
