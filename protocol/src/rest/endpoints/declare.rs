//! How an endpoint is declared.

/// Declares endpoints, a type each: what it is called and what stands in its address, by what method it is asked and where,
/// who may use it, what is sent and answered, and what can go wrong there that cannot everywhere.
macro_rules! endpoints {
    ($(
        $(#[doc = $says:literal])+
        $name:ident { $($field:ident: $type:ty),* } ? { $($parameter:ident: $of:ty),* }
        $method:ident $path:literal,
        who: $who:ident, from: $from:ident,
        body: $sent:ty = $body:ident $(($bytes_max:expr))?,
        answer: $answered:ty = $answer:ident,
        problems: [$($problem:ident),*];
    )+) => {
        $(
            $(#[doc = $says])+
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub struct $name {
                $(
                    #[doc = concat!("The `", stringify!($field), "` in the path.")]
                    pub $field: $type,
                )*
                $(
                    #[doc = concat!("The `", stringify!($parameter), "` in the query.")]
                    pub $parameter: Option<$of>,
                )*
            }

            impl $crate::rest::endpoint::Endpoint for $name {
                const DESCRIPTION: $crate::rest::endpoint::Description =
                    $crate::rest::endpoint::Description {
                        name: stringify!($name),
                        says: &[$($says),+],
                        method: $crate::rest::endpoint::Method::$method,
                        path: $path,
                        query: &[$(stringify!($parameter)),*],
                        who: $crate::rest::endpoint::Who::$who,
                        from: $crate::rest::endpoint::Origins::$from,
                        body: $crate::rest::endpoint::Body::$body $(($bytes_max))?,
                        answer: $crate::rest::endpoint::Answer::$answer,
                        own_problems: &[$($crate::rest::problem::ProblemCode::$problem),*],
                    };

                type Body = $sent;
                type Answer = $answered;

                fn address(&self) -> String {
                    let Self { $($field,)* $($parameter,)* } = self;
                    Self::DESCRIPTION.address(
                        &[$((stringify!($field), $field.as_str())),*],
                        &[$((stringify!($parameter), $parameter.as_ref().map(|it| it.as_str()))),*],
                    )
                }
            }

            impl $name {
                pub(super) fn read(given: &$crate::rest::endpoint::Given<'_>) -> Result<Self, String> {
                    let $crate::rest::endpoint::Given { .. } = given;
                    Ok(Self {
                        $($field: given.field(stringify!($field))?,)*
                        $($parameter: given.parameter(stringify!($parameter))?,)*
                    })
                }
            }
        )+
    };
}

pub(super) use endpoints;
