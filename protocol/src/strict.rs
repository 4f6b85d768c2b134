//! Reading JSON in one way only. What serde derives takes more than the protocol says: a list of fields by their
//! position in the place of an object, and `{"end":null}` for `"end"`. Here an object is an object with the names of
//! its fields, and a name alone is a string.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// The value that a JSON text holds, and nothing beside it.
///
/// # Errors
///
/// The text is no JSON, or not that of such a value.
pub fn from_str<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
    whole(serde_json::Deserializer::from_str(json))
}

/// The same, of bytes.
///
/// # Errors
///
/// As those of [`from_str`].
pub fn from_slice<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    whole(serde_json::Deserializer::from_slice(json))
}

fn whole<'de, T, R>(mut json: serde_json::Deserializer<R>) -> Result<T, serde_json::Error>
where
    T: DeserializeOwned,
    R: serde_json::de::Read<'de>,
{
    let value = T::deserialize(Strict(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Whatever is read through it is read strictly, and all that is in it.
struct Strict<T>(T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Strict(visitor))
    }

    /// A list of fields is no struct.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Strict(visitor))
    }

    /// A variant without fields is a string, one with fields an object with one key.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Variants(visitor))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Strict(visitor))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_seq(Strict(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Strict(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Strict(visitor))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_identifier(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple
        tuple_struct
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<V::Value, E> {
        self.0.visit_bool(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        self.0.visit_f64(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<V::Value, E> {
        self.0.visit_str(value)
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<V::Value, E> {
        self.0.visit_borrowed_str(value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<V::Value, E> {
        self.0.visit_string(value)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Strict(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Strict(fields))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(value))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(Strict(seed))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Visits the variants of an enum: a string, or an object with one key.
struct Variants<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Variants<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.0.visit_enum(StrDeserializer::new(name))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<V::Value, A::Error> {
        let value = self.0.visit_enum(Tagged(&mut fields))?;
        match fields.next_key::<IgnoredAny>()? {
            None => Ok(value),
            Some(_) => Err(A::Error::custom("a second name")),
        }
    }
}

/// An object whose one key is the name of a variant.
struct Tagged<'a, A>(&'a mut A);

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Tagged<'_, A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), A::Error> {
        let name = self.0.next_key_seed(seed)?;
        let name = name.ok_or_else(|| A::Error::custom("no name"))?;
        Ok((name, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Tagged<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        Err(A::Error::invalid_type(Unexpected::Map, &"a name alone"))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(Strict(Items(visitor)))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(Strict(Fields(visitor)))
    }
}

/// Reads what a variant holds: an object.
struct Fields<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Fields<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        value.deserialize_map(self.0)
    }
}

/// Reads what a variant holds: a list.
struct Items<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Items<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        value.deserialize_seq(self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::frames::{FromGuest, FromOperator, Until};
    use crate::ids::Timestamp;
    use crate::rest::{QueueSettings, Setup};

    fn is_read<T: DeserializeOwned>(json: &str) -> bool {
        from_str::<T>(json).is_ok()
    }

    #[test]
    fn fields_are_named_and_never_told_by_their_position() {
        assert!(is_read::<FromGuest>(r#"{"ack":{"received":7}}"#));
        assert!(!is_read::<FromGuest>(r#"{"ack":[7]}"#));
        let (chat, seat) = ("ab".repeat(16), "cd".repeat(16));
        let held = |cursor: &str| {
            format!(r#"{{"hello":{{"version":1,"seat":"{seat}","chats":[{cursor}]}}}}"#)
        };
        let named = format!(r#"{{"chat":"{chat}","lease":1,"received":0}}"#);
        assert!(is_read::<FromOperator>(&held(&named)));
        assert!(!is_read::<FromOperator>(&held(&format!(
            r#"["{chat}",1,0]"#
        ))));
        assert!(!is_read::<Setup>("[false,[],[],[],[]]"));
    }

    #[test]
    fn a_name_alone_is_a_string() {
        assert!(is_read::<FromGuest>(r#""end""#));
        for other in [
            r#"{"end":null}"#,
            r#"{"end":{}}"#,
            r#"{"end":[]}"#,
            r#"["end"]"#,
        ] {
            assert!(!is_read::<FromGuest>(other), "{other}");
        }
        assert!(is_read::<QueueSettings>(
            r#"{"offer":"all","shift":"never"}"#
        ));
        assert!(!is_read::<QueueSettings>(r#"{"offer":{"all":null}}"#));
        assert!(!is_read::<QueueSettings>(r#"{"shift":{"after":[5]}}"#));
        assert!(is_read::<QueueSettings>(
            r#"{"shift":{"after":{"minutes":5}}}"#
        ));
    }

    #[test]
    fn a_shift_ends_at_a_moment_or_never() {
        assert_eq!(from_str::<Until>("5").unwrap(), Until::At(Timestamp(5)));
        assert_eq!(from_str::<Until>(r#""never""#).unwrap(), Until::Never);
        for other in [r#"{"never":null}"#, "[5]", r#""5""#, "null", "-1", "1.5"] {
            assert!(!is_read::<Until>(other), "{other}");
        }
    }

    #[test]
    fn there_is_one_value_with_one_name() {
        for other in [
            "",
            "{}",
            r#""end" "end""#,
            r#"{"ack":{"received":1},"typing":true}"#,
            r#"{"ack":{"received":1,"received":1}}"#,
            r#"{"ack":{"received":1,"more":1}}"#,
            r#"{"typing":{"typing":true}}"#,
        ] {
            assert!(!is_read::<FromGuest>(other), "{other}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Pair(u8, String);

        #[derive(Debug, Deserialize, PartialEq)]
        enum Any {
            Pair(u8, String),
            One(Option<Pair>),
        }

        let read: Vec<Any> =
            from_slice(br#"[{"Pair":[1,"a"]},{"One":[2,"b"]},{"One":null}]"#).unwrap();
        let two = Pair(2, "b".to_owned());
        assert_eq!(
            read,
            [
                Any::Pair(1, "a".to_owned()),
                Any::One(Some(two)),
                Any::One(None)
            ]
        );
    }
}
