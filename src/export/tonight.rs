//! What tonight could hold, in words or as JSON. Looking changes nothing.

use serde::Serialize;

use super::without_controls;
use crate::domain::archive::Archive;
use crate::domain::content::{Activity, Content};
use crate::domain::offers::{Fit, offers};
use crate::domain::pacing::{Band, Reason};
use crate::domain::text;
use crate::domain::time::{Evening, Now};

/// An evening as it may be told outside.
#[derive(Serialize)]
pub struct Tonight<'a> {
    evening: Evening,
    ceiling: Band,
    gently: bool,
    reasons: Vec<Reason>,
    offers: Vec<Offer<'a>>,
}

#[derive(Serialize)]
struct Offer<'a> {
    id: &'a str,
    title: &'a str,
    band: Band,
    minutes: u8,
    gentler: Option<&'a str>,
}

impl<'a> Offer<'a> {
    /// A gentler twin is named only where tonight could hold it too.
    fn new(activity: &'a Activity, content: &'a Content, fit: &Fit) -> Self {
        let twin = activity.gentler.as_deref().and_then(|id| content.activity(id));
        Self {
            id: &activity.id,
            title: &activity.title,
            band: activity.band,
            minutes: activity.minutes,
            gentler: twin.filter(|twin| fit.allows(twin)).map(|twin| twin.id.as_str()),
        }
    }
}

impl<'a> Tonight<'a> {
    /// The evening of `now`; `None` before anybody is set up.
    #[must_use]
    pub fn of(archive: &Archive, content: &'a Content, now: Now) -> Option<Self> {
        archive.people().next()?;
        let evening = archive.settings.evening(now);
        let round = archive.round(evening);
        let (ceiling, fit) = (round.ceiling(now), round.fit(now));
        let row = offers(content, &fit, &archive.memory(), evening).into_iter().next().unwrap_or_default();
        Some(Self {
            evening,
            ceiling: ceiling.word.up_to,
            gently: ceiling.word.gently,
            reasons: ceiling.reasons,
            offers: row.into_iter().map(|activity| Offer::new(activity, content, &fit)).collect(),
        })
    }

    /// As JSON, pretty, with a line end.
    ///
    /// # Errors
    /// Where something has no form in JSON.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| without_controls(&text) + "\n")
    }

    /// In words, a line each.
    #[must_use]
    pub fn words(&self) -> String {
        let mut lines = vec![format!("{}.", self.evening)];
        lines.extend(self.reasons.iter().map(|reason| reason.text.clone()));
        if !self.offers.is_empty() {
            lines.push("Tonight could hold:".into());
        }
        lines.extend(self.offers.iter().map(|offer| format!("- {}, {} minutes", offer.title, offer.minutes)));
        text::clean(&(lines.join("\n") + "\n"))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::change::Change;
    use crate::domain::people::{Person, Profile};
    use crate::domain::record::Mint;

    struct Zero;

    impl Mint for Zero {
        fn bits(&mut self) -> u64 {
            0
        }
    }

    fn nine() -> Now {
        Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"))
    }

    fn mara_alone() -> Archive {
        let mara = Change::Person(Profile { person: Person::A, name: "Mara".into(), pronouns: None });
        Archive::default().apply(&mara, nine(), &mut Zero).expect("a person")
    }

    #[test]
    fn before_anybody_is_set_up_there_is_nothing_to_say() {
        let content = Content::embedded();
        assert!(Tonight::of(&Archive::default(), &content, nine()).is_none());
    }

    #[test]
    fn json_has_these_names_and_no_others() {
        let content = Content::embedded();
        let archive = mara_alone();
        let tonight = Tonight::of(&archive, &content, nine()).expect("an evening");
        let json: serde_json::Value = serde_json::from_str(&tonight.json().expect("json")).expect("json");
        let keys = |value: &serde_json::Value| -> Vec<String> {
            value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
        };
        assert_eq!(keys(&json), ["evening", "ceiling", "gently", "reasons", "offers"]);
        assert_eq!(keys(&json["reasons"][0]), ["text", "from"]);
        assert_eq!(keys(&json["offers"][0]), ["id", "title", "band", "minutes", "gentler"]);
        assert_eq!(json["evening"], "2026-11-20");
        assert_eq!(json["ceiling"], "near");
        assert_eq!(json["gently"], true);
        assert!(json["offers"].as_array().is_some_and(|offers| offers.len() == 3));
    }

    #[test]
    fn a_gentler_twin_is_one_that_fits() {
        let content = Content::embedded();
        let archive = mara_alone();
        let fit = archive.round(archive.settings.evening(nine())).fit(nine());
        for activity in content.activities.iter().filter(|activity| fit.allows(activity)) {
            let offer = Offer::new(activity, &content, &fit);
            assert!(offer.gentler.is_none_or(|id| content.activity(id).is_some_and(|twin| fit.allows(twin))));
        }
    }

    #[test]
    fn words_name_no_band() {
        let content = Content::embedded();
        let archive = mara_alone();
        let words = Tonight::of(&archive, &content, nine()).expect("an evening").words();
        assert!(words.starts_with("Friday 20 November.\n"), "{words}");
        assert!(words.contains("Tonight could hold:\n- "), "{words}");
    }
}
