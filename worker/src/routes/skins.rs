//! The skins: how chats look, whether they are sealed, and for which keys.

use std::collections::BTreeSet;

use hushdesk_directory::{
    AddSkin, CopySkin, ListSkins, RemoveSkin, RemoveSkinPicture, SetSkin, SetSkinPicture, ShowSkin,
};
use hushdesk_protocol::limits::PINNED_FINGERPRINTS_MAX;
use hushdesk_protocol::rest::{
    DeleteSkin, DeleteSkinPicture, GetSkin, GetSkins, Page, PostSkin, PostSkinCopy, PutSkin,
    PutSkinPicture, Skin, SkinCopy, SkinDraft, SkinKeys, SkinListing, SkinPicture, SkinSealing,
    SkinSettings,
};

use super::Serve;
use crate::call::Call;
use crate::picture;
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for GetSkins {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<SkinListing>>, Problem> {
        let after = self.after;
        Ok(Reply::of(
            call.directory()?.ask(&ListSkins { after }).await?,
        ))
    }
}

impl Serve for PostSkin {
    async fn serve(self, call: &Call, draft: SkinDraft) -> Result<Reply<()>, Problem> {
        check(&draft.settings)?;
        let add = AddSkin {
            skin: draft.name,
            settings: draft.settings,
        };
        Ok(Reply::of(call.directory()?.ask(&add).await?))
    }
}

impl Serve for GetSkin {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Skin>, Problem> {
        let skin = self.skin;
        let shown = call.directory()?.ask(&ShowSkin { skin }).await?;
        Ok(Reply::of_version(shown.state, shown.version))
    }
}

impl Serve for PutSkin {
    async fn serve(self, call: &Call, settings: SkinSettings) -> Result<Reply<()>, Problem> {
        check(&settings)?;
        let set = SetSkin {
            skin: self.skin,
            settings,
            seen: call.seen_version()?,
        };
        let version = call.directory()?.ask(&set).await?;
        Ok(Reply::of_version((), version))
    }
}

impl Serve for PutSkinPicture {
    async fn serve(self, call: &Call, body: SkinPicture) -> Result<Reply<()>, Problem> {
        let (id, picture) = picture::read(body.picture)?;
        let set = SetSkinPicture {
            skin: self.skin,
            id,
            picture,
        };
        Ok(Reply::of(call.directory()?.ask(&set).await?))
    }
}

impl Serve for DeleteSkinPicture {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let remove = RemoveSkinPicture { skin: self.skin };
        Ok(Reply::of(call.directory()?.ask(&remove).await?))
    }
}

impl Serve for PostSkinCopy {
    async fn serve(self, call: &Call, copy: SkinCopy) -> Result<Reply<()>, Problem> {
        let copy = CopySkin {
            skin: self.skin,
            copy: copy.name,
            title: copy.title,
        };
        Ok(Reply::of(call.directory()?.ask(&copy).await?))
    }
}

impl Serve for DeleteSkin {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let skin = self.skin;
        Ok(Reply::of(
            call.directory()?.ask(&RemoveSkin { skin }).await?,
        ))
    }
}

/// Refuses more than a guest's browser is to be told.
fn check(settings: &SkinSettings) -> Result<(), Problem> {
    if !settings.look.is_within_bounds() {
        return Err(Problem::Malformed(
            "a skin has each language once, 20 at most, 4 starters in each, and a style of 8192 bytes at most".to_owned(),
        ));
    }
    hushdesk_style::compile(&settings.look.style)
        .map_err(|fault| Problem::Malformed(format!("its style: {fault}")))?;
    let SkinSealing::Sealed {
        keys: SkinKeys::Own(pins),
        ..
    } = &settings.sealing
    else {
        return Ok(());
    };
    let keys: BTreeSet<_> = pins.iter().map(|pin| &pin.fingerprint).collect();
    if keys.len() == pins.len() && pins.len() <= PINNED_FINGERPRINTS_MAX {
        Ok(())
    } else {
        Err(Problem::Malformed(format!(
            "a skin pins each key once, {PINNED_FINGERPRINTS_MAX} at most"
        )))
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Fingerprint;
    use hushdesk_protocol::rest::{Look, Pin, UnverifiedOperator};

    use super::*;

    #[test]
    fn a_skin_has_no_style_that_reaches_beyond_its_names() {
        let styled = |style: &str| SkinSettings {
            title: "Ask us".parse().unwrap(),
            sealing: SkinSealing::Open,
            look: Look {
                style: style.to_owned(),
                ..Look::default()
            },
        };
        assert!(check(&styled(".cover { background: #eee }")).is_ok());
        let Err(Problem::Malformed(why)) = check(&styled("\n.lock { color: red }")) else {
            panic!("it is let through")
        };
        assert_eq!(
            why,
            "its style: line 2: .lock is no name that can be changed"
        );
    }

    #[test]
    fn a_skin_pins_each_key_once_and_not_too_many() {
        let pinning = |keys: &mut dyn Iterator<Item = u8>| SkinSettings {
            title: "Ask us".parse().unwrap(),
            sealing: SkinSealing::Sealed {
                keys: SkinKeys::Own(
                    keys.map(|byte| Pin {
                        fingerprint: Fingerprint::from_bytes([byte; 20]),
                        name: None,
                        expires: None,
                    })
                    .collect(),
                ),
                unverified: UnverifiedOperator::Refuse,
            },
            look: Look::default(),
        };
        assert!(check(&pinning(&mut (0..100))).is_ok());
        assert!(check(&pinning(&mut (0..101))).is_err());
        assert!(check(&pinning(&mut [1, 1].into_iter())).is_err());
    }
}
