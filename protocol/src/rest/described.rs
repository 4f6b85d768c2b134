//! What is shown the types of all endpoints, to describe them.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::endpoint::Endpoint;

/// What is shown each endpoint with its types.
pub(crate) trait Visitor {
    /// This one.
    fn visit<E: Endpoint<Body: Described, Answer: Described>>(&mut self);
}

/// What a body or an answer is.
pub(crate) trait Described {
    /// Its name among the schemas; nothing, if nothing is sent.
    fn name() -> Option<String>;

    /// Its schema and those it refers to, by name.
    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>);
}
