//! The directory of one organisation: who may sign in and is signed in, which queues there are and who is
//! assigned to them, which snippets lead to which queue in which skin; and what administrators have done.
//!
//! It is asked by [`Question`]s, one type each, through [`Directory::ask`]: that finds out who the [`Asker`] is, refuses
//! what they may not ask, answers in one transaction, and writes what was changed into the audit log in the same. So a
//! question that reaches its tables has a [`Caller`] who may ask it; there is no other way to them.
//!
//! All of it is plain logic over a [`Database`](hushdesk_edge::Database). The time is an argument, and so is everything
//! random: a session is known by the hash of a token made elsewhere.
//!
//! Not its business: passwords in the clear (the Worker hashes them, so that a flood of sign-ins does not
//! hold up everybody who needs the directory), cookies, HTTP, and whatever happens in a chat.

mod address;
mod answering;
mod applications;
mod audit;
mod caller;
mod canned;
mod change;
mod counting;
mod directory;
mod email;
mod former_names;
mod founding;
mod keys;
mod links;
mod organisation;
mod paging;
mod people;
mod profile;
mod provider;
mod question;
mod queues;
mod rate_limit;
mod refused;
mod second_factor;
mod sessions;
mod skins;
mod snippets;
mod tables;
mod telling_queues;
mod tellings;
#[cfg(test)]
mod testing;
mod version;

pub use address::{Address, AddressKey};
pub use answering::{Envelope, Failure, answer};
pub use applications::making::{AddApplication, FindOwnSalt};
pub use applications::signing_in::{Applications, FindApplications, OpenApplicationSession};
pub use applications::{ListApplications, RevokeApplication, SALT_BYTES};
pub use audit::Act;
pub use audit::listing::{AUDIT_ROWS_MAX, AuditFilter, ListAudit};
pub use audit::transcripts::{Bulk, BulkNote, NoteTranscriptDeleted, NoteTranscriptsDownloaded};
pub use audit::webhooks::{NoteWebhook, WebhookAct};
pub use caller::{Administrator, Anybody, Asker, Caller, Holder, SignedIn};
pub use canned::writing::{AddCanned, ChangeCanned, RemoveCanned};
pub use canned::{ListCanned, ShowCanned};
pub use counting::{Count, Counted};
pub use directory::Directory;
pub use email::forgotten::{FORGETFUL_MAX, Forgotten, MakeForgottenLinks};
pub use email::letterhead::{FindLetterhead, Letterhead};
pub use email::own::{BeginEmail, ConfirmEmail, Confirmed, ForgetEmail, ShowOwnEmail};
pub use email::{AdmitTestMail, Desk, FindDesk, FindSender, Sender};
pub use founding::plan::{PlanError, check as check_plan, is_password};
pub use founding::{Found, FoundingOperator, IsFounded};
pub use keys::managing::{AcceptKey, ChangeKey, ListKeys, PinKey, RemoveKey, RevokeKey, ShowKey};
pub use keys::proposing::ProposeKey;
pub use links::{MakeLink, ReadLink, UseLink};
pub use organisation::{SetOrganisation, ShowOrganisation};
pub use people::PasswordHash;
pub use people::assigning::Assign;
pub use people::changing::{ChangePerson, DisablePerson, RemovePerson};
pub use people::importing::{ExportPeople, ImportPeople, ImportRow, RowEffect};
pub use people::inviting::{Invite, NewPerson};
pub use people::listing::{ListPeople, ShowPerson};
pub use people::reading::{FindReading, Reading};
pub use profile::{ChangeOwnPassword, FindOwnCredential, RenameSelf};
pub use provider::accounts::UnlinkPerson;
pub use provider::returning::{OpenProviderSession, ProveByProvider, TakeReturn};
pub use provider::setting::{SetProvider, ShowProvider};
pub use provider::{FindProvider, FindWaysIn, Identity, ProviderClient};
pub use question::{Answered, Asked, Question};
pub use queues::admission::{AdmitGuest, AdmitOperator, Admitted, AdmittedGuest};
pub use queues::colleagues::{AdmitFollowUp, AdmittedFollowUp, ListColleagues};
pub use queues::managing::{AddQueue, ChangeQueue, MayRemoveQueue, RemoveQueue, ShowQueue};
pub use queues::messages::{AdmitMessage, AdmittedMessage, FindMessageQueues, MessageQueues};
pub use queues::profile::{SetQueueProfile, ShowQueueProfile};
pub use queues::settings::{FindCategories, SetQueue, SettingsRecord, ShowQueueSettings};
pub use queues::{FindQueue, ListQueues};
pub use rate_limit::TooMany;
pub use refused::{DirectoryError, Refused};
pub use second_factor::managing::{RemoveSecondFactor, RenewRecovery, ResetSecondFactor};
pub use second_factor::setting_up::{BeginSecondFactor, ConfirmSecondFactor};
pub use second_factor::{Checked, SECRET_BYTES, Shown};
pub use sessions::hashes::{
    AttemptHash, BrowserHash, EmailCodeHash, HASH_BYTES, LinkHash, RecoveryHash, TokenHash,
};
pub use sessions::listing::{EndOwnSessions, EndSessions, ListOwnSessions, ListSessions};
pub use sessions::proof::ProveSession;
pub use sessions::sign_in::{FindCredential, OpenSession, Opened};
pub use sessions::{CloseSession, FindSession, SESSION_SECONDS};
pub use skins::ListSkins;
pub use skins::managing::{AddSkin, CopySkin, RemoveSkin, SetSkin, ShowSkin};
pub use skins::picture::{FindPicture, Picture, PictureKind, RemoveSkinPicture, SetSkinPicture};
pub use snippets::managing::{AddSnippet, ListSnippets, RemoveSnippet, SetSnippet, ShowSnippet};
pub use snippets::{FindQuestions, FindSnippet, SnippetRecord};
pub use version::Versioned;
