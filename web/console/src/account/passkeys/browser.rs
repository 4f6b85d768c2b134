//! What the browser does with passkeys (Web Authentication): makes one, and has one sign. It asks whoever sits here by itself.

use std::net::IpAddr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hushdesk_protocol::rest::{
    Encoded, NewPasskey, PASSKEY_MINUTES, PasskeyAlgorithm, PasskeyAnswer, PasskeyBeginning,
    PostPasskeyChallenge, Session,
};
use hushdesk_protocol::text::Title;
use hushdesk_texts::console as words;
use hushdesk_web::api;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::DomException;
use yew::prelude::*;

/// Why no passkey was made or shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in super::super) enum NotShown {
    /// Whoever sits here did not want to, or took too long.
    Declined,
    /// The authenticator has one already.
    Known,
    /// The browser or the authenticator fails.
    Failed,
    /// The edge says no, or was not reached.
    Asked(api::Trouble),
}

impl From<api::Trouble> for NotShown {
    fn from(trouble: api::Trouble) -> Self {
        Self::Asked(trouble)
    }
}

impl From<JsValue> for NotShown {
    fn from(error: JsValue) -> Self {
        let name = error.dyn_ref::<DomException>().map(DomException::name);
        match name.as_deref() {
            Some("NotAllowedError" | "AbortError") => Self::Declined,
            Some("InvalidStateError") => Self::Known,
            Some(_) | None => Self::Failed,
        }
    }
}

/// Whether there can be passkeys here: the browser knows them, and the page has a host that they can be for, which a number is not.
#[hook]
pub(in super::super) fn use_passkeys_here() -> bool {
    let here = use_state_eq(|| false);
    {
        let here = here.setter();
        use_effect_with((), move |()| here.set(are_here()));
    }
    *here
}

fn are_here() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let host = window.location().hostname().unwrap_or_default();
    let knows = Reflect::get(&window, &"PublicKeyCredential".into());
    knows.is_ok_and(|it| it.is_function()) && is_name(&host)
}

/// Whether a host is called by a name.
fn is_name(host: &str) -> bool {
    let number = host.trim_start_matches('[').trim_end_matches(']');
    !host.is_empty() && number.parse::<IpAddr>().is_err()
}

/// Asks the edge for what is to be signed, and has a passkey sign it.
pub(in super::super) async fn shown() -> Result<PasskeyAnswer, NotShown> {
    let asked = api::ask(&PostPasskeyChallenge {}, &()).await?;
    let options = Object::new();
    set(&options, "challenge", &bytes(&asked.challenge)?)?;
    set(&options, "userVerification", &"required".into())?;
    set(&options, "timeout", &timeout())?;
    let credential = credential("get", &options).await?;
    let response = get(&credential, "response")?;
    let user = get(&response, "userHandle")?;
    Ok(PasskeyAnswer {
        id: text(&credential, "rawId")?,
        client_data: text(&response, "clientDataJSON")?,
        authenticator_data: text(&response, "authenticatorData")?,
        signature: text(&response, "signature")?,
        user: (!user.is_null() && !user.is_undefined()).then(|| encoded(&user)),
    })
}

/// Has a passkey made of whoever is signed in.
pub(super) async fn made(
    beginning: &PasskeyBeginning,
    session: &Session,
    label: Title,
) -> Result<NewPasskey, NotShown> {
    let credential = credential("create", &creation(beginning, session)?).await?;
    let response = get(&credential, "response")?;
    let number = call(&response, "getPublicKeyAlgorithm")?.as_f64();
    let mut algorithms = PasskeyAlgorithm::ALL.into_iter();
    let algorithm = algorithms.find(|it| number == Some(f64::from(it.cose())));
    Ok(NewPasskey {
        label,
        id: text(&credential, "rawId")?,
        client_data: text(&response, "clientDataJSON")?,
        authenticator_data: encoded(&call(&response, "getAuthenticatorData")?),
        key: encoded(&call(&response, "getPublicKey")?),
        algorithm: algorithm.ok_or(NotShown::Failed)?,
    })
}

/// What an authenticator is told: it keeps the passkey so that it is found without a name, and makes sure who shows it. Nobody asks
/// of which make it is.
fn creation(beginning: &PasskeyBeginning, session: &Session) -> Result<Object, NotShown> {
    let (options, site, user, selection) =
        (Object::new(), Object::new(), Object::new(), Object::new());
    set(&site, "name", &words::door::name().into())?;
    set(&user, "id", &bytes(&beginning.user)?)?;
    set(&user, "name", &session.name.as_str().into())?;
    set(&user, "displayName", &session.display.as_str().into())?;
    set(&selection, "residentKey", &"required".into())?;
    set(&selection, "requireResidentKey", &true.into())?;
    set(&selection, "userVerification", &"required".into())?;
    let algorithms = Array::new();
    for algorithm in PasskeyAlgorithm::ALL {
        let one = of_passkeys()?;
        set(&one, "alg", &algorithm.cose().into())?;
        algorithms.push(&one);
    }
    let known = Array::new();
    for id in &beginning.known {
        let one = of_passkeys()?;
        set(&one, "id", &bytes(id)?)?;
        known.push(&one);
    }
    set(&options, "challenge", &bytes(&beginning.challenge)?)?;
    set(&options, "rp", &site)?;
    set(&options, "user", &user)?;
    set(&options, "pubKeyCredParams", &algorithms)?;
    set(&options, "excludeCredentials", &known)?;
    set(&options, "authenticatorSelection", &selection)?;
    set(&options, "attestation", &"none".into())?;
    set(&options, "timeout", &timeout())?;
    Ok(options)
}

fn of_passkeys() -> Result<Object, NotShown> {
    let it = Object::new();
    set(&it, "type", &"public-key".into())?;
    Ok(it)
}

/// For as long as a challenge can be answered.
fn timeout() -> JsValue {
    let milliseconds = u32::try_from(PASSKEY_MINUTES * 60_000).unwrap_or(u32::MAX);
    milliseconds.into()
}

/// What comes of asking the browser for a passkey.
async fn credential(ask: &str, options: &Object) -> Result<JsValue, NotShown> {
    let wanted = Object::new();
    set(&wanted, "publicKey", options)?;
    let window = web_sys::window().ok_or(NotShown::Failed)?;
    let credentials = get(&window.navigator(), "credentials")?;
    let function: Function = get(&credentials, ask)?.dyn_into()?;
    let coming: Promise = function.call1(&credentials, &wanted)?.dyn_into()?;
    let credential = JsFuture::from(coming).await?;
    if credential.is_null() {
        return Err(NotShown::Declined);
    }
    Ok(credential)
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), NotShown> {
    Reflect::set(object, &name.into(), value)?;
    Ok(())
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, NotShown> {
    Ok(Reflect::get(object, &name.into())?)
}

fn call(object: &JsValue, name: &str) -> Result<JsValue, NotShown> {
    let function: Function = get(object, name)?.dyn_into()?;
    Ok(function.call0(object)?)
}

/// The bytes of a field as they travel.
fn text(object: &JsValue, name: &str) -> Result<Encoded, NotShown> {
    Ok(encoded(&get(object, name)?))
}

fn encoded(buffer: &JsValue) -> Encoded {
    Encoded::new(URL_SAFE_NO_PAD.encode(Uint8Array::new(buffer).to_vec()))
}

fn bytes(encoded: &Encoded) -> Result<JsValue, NotShown> {
    let bytes = URL_SAFE_NO_PAD
        .decode(encoded.as_str())
        .map_err(|_| NotShown::Failed)?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_is_for_a_host_that_has_a_name() {
        for host in ["help.example", "localhost", "city.help.example"] {
            assert!(is_name(host), "{host}");
        }
        for host in ["127.0.0.1", "[::1]", "", "198.51.100.7"] {
            assert!(!is_name(host), "{host}");
        }
    }
}
