//! What answers each address. The list of endpoints is the protocol's; here stands what each does.

mod applications;
mod audit;
mod bulk;
mod canned;
mod chat_mails;
mod email;
mod follow_ups;
mod forgotten;
mod history;
mod history_files;
mod keys;
mod links;
mod messages;
mod organisation;
mod pages;
mod passkeys;
mod people;
mod people_table;
mod pictures;
mod presence;
mod profile;
mod proof;
mod provider;
mod queues;
mod ratings;
mod second_factor;
mod session;
mod setup;
mod skins;
mod snippets;
mod sockets;
mod transcripts;
mod webhooks;
mod xmpp;

use hushdesk_protocol::rest::{API, Endpoint, Route, ways_for_all};
use worker::{Method, Response};

use crate::call::Call;
use crate::guard;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::security_headers;

/// An endpoint, as the Worker answers it.
trait Serve: Endpoint {
    /// Does what is asked. The guard has let the request through.
    async fn serve(self, call: &Call, body: Self::Body) -> Result<Reply<Self::Answer>, Problem>;
}

/// Answers a request.
pub(crate) async fn answer(mut call: Call) -> worker::Result<Response> {
    let path = call.path();
    let is_for_all = path
        .strip_prefix(API)
        .is_some_and(|address| !ways_for_all(address.trim_start_matches('/')).is_empty());
    let answer = match path.strip_prefix(API) {
        Some(address) => api(&mut call, address).await,
        None if path == xmpp::POLLS => xmpp::poll(&mut call).await,
        None if path == xmpp::SOCKETS => xmpp::socket(&call).await,
        None if path.starts_with("/api/") => Err(Problem::NotFound("address")),
        None => pages::show(&call, &path).await,
    };
    let refused = |problem: Problem| {
        let response = problem.into_response()?;
        if is_for_all {
            // Pages of other sites read why, too.
            let headers = response.headers();
            headers.set("Access-Control-Allow-Origin", "*")?;
            headers.set("Access-Control-Expose-Headers", "Retry-After")?;
        }
        Ok(response)
    };
    answer.or_else(refused)
}

/// What a browser asks before a page of another site does (Fetch, "CORS-preflight request"): a widget in a sandbox has no origin,
/// and is another site to us. No cookie comes that way.
fn preflight(address: &str) -> Result<Response, Problem> {
    let ways: Vec<_> = ways_for_all(address)
        .into_iter()
        .map(|way| way.as_str())
        .collect();
    if ways.is_empty() {
        return Err(Problem::NotFound("address for pages of other sites"));
    }
    let response = Response::empty()?.with_status(204);
    let headers = response.headers();
    security_headers::set(headers)?;
    for (name, value) in [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Methods", &*ways.join(", ")),
        ("Access-Control-Allow-Headers", "Content-Type, X-Hushdesk"),
        ("Access-Control-Max-Age", "86400"),
    ] {
        headers.set(name, value)?;
    }
    Ok(response)
}

async fn api(call: &mut Call, address: &str) -> Result<Response, Problem> {
    guard::must_be_encrypted(call)?;
    let address = address.strip_prefix('/').unwrap_or_default();
    if call.method() == Method::Options {
        return preflight(address);
    }
    let route = Route::find(call.method().as_ref(), address, &call.query()?)?;
    match route {
        Route::PostSession(it) => serve(call, it).await,
        Route::GetSession(it) => serve(call, it).await,
        Route::DeleteSession(it) => serve(call, it).await,
        Route::GetWaysIn(it) => serve(call, it).await,
        Route::PostProviderSignIn(it) => serve(call, it).await,
        Route::PostProviderReturn(it) => serve(call, it).await,
        Route::PostPasskeyChallenge(it) => serve(call, it).await,
        Route::PostPasskeySession(it) => serve(call, it).await,
        Route::PutPasskeyProof(it) => serve(call, it).await,
        Route::PutProfile(it) => serve(call, it).await,
        Route::PutProof(it) => serve(call, it).await,
        Route::PutPassword(it) => serve(call, it).await,
        Route::PostSecondFactor(it) => serve(call, it).await,
        Route::PutSecondFactor(it) => serve(call, it).await,
        Route::PostSecondFactorRemoval(it) => serve(call, it).await,
        Route::PostRecoveryCodes(it) => serve(call, it).await,
        Route::GetPasskeys(it) => serve(call, it).await,
        Route::PostPasskeyBeginning(it) => serve(call, it).await,
        Route::PostPasskey(it) => serve(call, it).await,
        Route::PutPasskey(it) => serve(call, it).await,
        Route::DeletePasskey(it) => serve(call, it).await,
        Route::GetOwnSessions(it) => serve(call, it).await,
        Route::DeleteOwnSessions(it) => serve(call, it).await,
        Route::DeleteOwnSession(it) => serve(call, it).await,
        Route::GetApplications(it) => serve(call, it).await,
        Route::PostApplication(it) => serve(call, it).await,
        Route::DeleteApplication(it) => serve(call, it).await,
        Route::PostOwnKey(it) => serve(call, it).await,
        Route::GetNoteKey(it) => serve(call, it).await,
        Route::PutNoteKey(it) => serve(call, it).await,
        Route::DeleteNoteKey(it) => serve(call, it).await,
        Route::GetOwnEmail(it) => serve(call, it).await,
        Route::PostOwnEmail(it) => serve(call, it).await,
        Route::PutOwnEmail(it) => serve(call, it).await,
        Route::DeleteOwnEmail(it) => serve(call, it).await,
        Route::GetPeople(it) => serve(call, it).await,
        Route::PostPerson(it) => serve(call, it).await,
        Route::GetPerson(it) => serve(call, it).await,
        Route::PutPerson(it) => serve(call, it).await,
        Route::DeletePerson(it) => serve(call, it).await,
        Route::PostPersonDisabling(it) => serve(call, it).await,
        Route::PostPersonEnabling(it) => serve(call, it).await,
        Route::PostPersonLink(it) => serve(call, it).await,
        Route::DeletePersonSecondFactor(it) => serve(call, it).await,
        Route::DeletePersonProvider(it) => serve(call, it).await,
        Route::GetPersonSessions(it) => serve(call, it).await,
        Route::DeletePersonSessions(it) => serve(call, it).await,
        Route::GetPeopleFile(it) => serve(call, it).await,
        Route::PostPeopleImportPreview(it) => serve(call, it).await,
        Route::PostPeopleImport(it) => serve(call, it).await,
        Route::PostAssignments(it) => serve(call, it).await,
        Route::PostLinkReading(it) => serve(call, it).await,
        Route::PostForgottenPassword(it) => serve(call, it).await,
        Route::PostLinkUse(it) => serve(call, it).await,
        Route::GetSnippet(it) => serve(call, it).await,
        Route::GetPresence(it) => serve(call, it).await,
        Route::GetSnippetQuestions(it) => serve(call, it).await,
        Route::GetSnippetNoteKeys(it) => serve(call, it).await,
        Route::GetSetup(it) => serve(call, it).await,
        Route::PostSetup(it) => serve(call, it).await,
        Route::GetOrganisation(it) => serve(call, it).await,
        Route::PutOrganisation(it) => serve(call, it).await,
        Route::PostTestMail(it) => serve(call, it).await,
        Route::GetProvider(it) => serve(call, it).await,
        Route::PutProvider(it) => serve(call, it).await,
        Route::GetAudit(it) => serve(call, it).await,
        Route::GetAuditFile(it) => serve(call, it).await,
        Route::GetQueues(it) => serve(call, it).await,
        Route::GetSkins(it) => serve(call, it).await,
        Route::PostQueue(it) => serve(call, it).await,
        Route::GetQueue(it) => serve(call, it).await,
        Route::PutQueue(it) => serve(call, it).await,
        Route::DeleteQueue(it) => serve(call, it).await,
        Route::GetQueueSettings(it) => serve(call, it).await,
        Route::GetQueueCategories(it) => serve(call, it).await,
        Route::GetQueueProfile(it) => serve(call, it).await,
        Route::PutQueueProfile(it) => serve(call, it).await,
        Route::PutRating(it) => serve(call, it).await,
        Route::PostGuestMail(it) => serve(call, it).await,
        Route::PutQueueSettings(it) => serve(call, it).await,
        Route::PostSkin(it) => serve(call, it).await,
        Route::GetSkin(it) => serve(call, it).await,
        Route::PutSkin(it) => serve(call, it).await,
        Route::PutSkinPicture(it) => serve(call, it).await,
        Route::DeleteSkinPicture(it) => serve(call, it).await,
        Route::PostSkinCopy(it) => serve(call, it).await,
        Route::DeleteSkin(it) => serve(call, it).await,
        Route::GetKeys(it) => serve(call, it).await,
        Route::PostKey(it) => serve(call, it).await,
        Route::GetKey(it) => serve(call, it).await,
        Route::PutKey(it) => serve(call, it).await,
        Route::PostKeyAcceptance(it) => serve(call, it).await,
        Route::PostKeyRevocation(it) => serve(call, it).await,
        Route::DeleteKey(it) => serve(call, it).await,
        Route::GetSnippets(it) => serve(call, it).await,
        Route::PostSnippet(it) => serve(call, it).await,
        Route::GetSnippetSettings(it) => serve(call, it).await,
        Route::PutSnippetSettings(it) => serve(call, it).await,
        Route::DeleteSnippet(it) => serve(call, it).await,
        Route::GetCanned(it) => serve(call, it).await,
        Route::PostCanned(it) => serve(call, it).await,
        Route::GetCannedMessage(it) => serve(call, it).await,
        Route::PutCanned(it) => serve(call, it).await,
        Route::DeleteCanned(it) => serve(call, it).await,
        Route::GetHistory(it) => serve(call, it).await,
        Route::PutChatCategories(it) => serve(call, it).await,
        Route::GetHistoryChat(it) => serve(call, it).await,
        Route::GetTranscript(it) => serve(call, it).await,
        Route::DeleteTranscript(it) => serve(call, it).await,
        Route::PostChatMail(it) => serve(call, it).await,
        Route::GetChatMails(it) => serve(call, it).await,
        Route::GetHistoryCount(it) => serve(call, it).await,
        Route::PostTranscriptsDownload(it) => serve(call, it).await,
        Route::PostBulkAct(it) => serve(call, it).await,
        Route::GetBulkActs(it) => serve(call, it).await,
        Route::GetBulkAct(it) => serve(call, it).await,
        Route::DeleteBulkAct(it) => serve(call, it).await,
        Route::PostMessage(it) => serve(call, it).await,
        Route::PostSealedNote(it) => serve(call, it).await,
        Route::GetMessages(it) => serve(call, it).await,
        Route::GetMessage(it) => serve(call, it).await,
        Route::PostMessageAnswer(it) => serve(call, it).await,
        Route::DeleteMessageAnswer(it) => serve(call, it).await,
        Route::DeleteMessage(it) => serve(call, it).await,
        Route::GetHistoryFile(it) => serve(call, it).await,
        Route::GetStatisticsFile(it) => serve(call, it).await,
        Route::GetStaffing(it) => serve(call, it).await,
        Route::GetStaffingFile(it) => serve(call, it).await,
        Route::PostFollowUp(it) => serve(call, it).await,
        Route::GetChatFollowUps(it) => serve(call, it).await,
        Route::GetFollowUps(it) => serve(call, it).await,
        Route::PostFollowUpDone(it) => serve(call, it).await,
        Route::DeleteFollowUpDone(it) => serve(call, it).await,
        Route::DeleteFollowUp(it) => serve(call, it).await,
        Route::GetColleagues(it) => serve(call, it).await,
        Route::GetWebhooks(it) => serve(call, it).await,
        Route::PostWebhook(it) => serve(call, it).await,
        Route::PostWebhookPause(it) => serve(call, it).await,
        Route::DeleteWebhookPause(it) => serve(call, it).await,
        Route::PostWebhookTest(it) => serve(call, it).await,
        Route::DeleteWebhook(it) => serve(call, it).await,
        Route::GetWebhookDeliveries(it) => serve(call, it).await,
        Route::GetStatistics(it) => serve(call, it).await,
        Route::GetGuestSocket(it) => serve(call, it).await,
        Route::GetDeskSocket(it) => serve(call, it).await,
    }
}

async fn serve<E: Serve>(call: &mut Call, endpoint: E) -> Result<Response, Problem> {
    guard::admit(call, &E::DESCRIPTION).await?;
    let body = call.body(&E::DESCRIPTION).await?;
    let reply = endpoint.serve(call, body).await?;
    reply.into_response(&E::DESCRIPTION)
}
