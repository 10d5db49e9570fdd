//! Finding entries again, against a reference that looks at each of them the long way.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};
use evenfall::domain::archive::{Access, Archive, MonthKind, OwnKind, Slot};
use evenfall::domain::change::Change;
use evenfall::domain::note::{Author, Drawer, EntryKind, NewNote, Note, NoteAt, NoteChange};
use evenfall::domain::people::{Person, Turn};
use evenfall::domain::record::{Id, Mint};
use evenfall::domain::search::{Found, MOST, Query, Shelf};
use evenfall::domain::time::Evening;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation as _;

use super::evening::{after, friday_evening, mara_and_jo};
use super::moment::{Seeded, friday};
use super::welcome::TURNS;

const WORDS: [&str; 44] = [
    "the",
    "lake",
    "Lake",
    "flake",
    "rain",
    "soup",
    "crème",
    "brûlée",
    "Zoë",
    "ZOË",
    "straße",
    "STRASSE",
    "naïve",
    "Nguyễn",
    "Łódź",
    "oδός",
    "ΟΔΟΣ",
    "İstanbul",
    "ﬁne",
    "Ｗｉｄｅ",
    "שָׁלוֹם",
    "נועה",
    "ליל",
    "مُحَمَّد",
    "ليلى",
    "美玲",
    "한국어",
    "はな",
    "👩🏽‍🦽",
    "🌧",
    "❤️",
    "e\u{301}e\u{308}",
    "I’m",
    "so-so",
    "a..b",
    "2026-03",
    "march",
    "#walk",
    ".*",
    "[a-z]+",
    "(",
    "\\d",
    "100%",
    "%s",
];
const TAGS: [&str; 8] = ["walk", "Träume", "garden", "שיר", "win", "rain", "2026", "slow walk"];

fn pick<'a>(dice: &mut Seeded, from: &[&'a str]) -> &'a str {
    from[roll(dice, from.len())]
}

fn roll(dice: &mut Seeded, end: usize) -> usize {
    usize::try_from(dice.bits() % u64::try_from(end.max(1)).expect("small")).expect("small")
}

fn two() -> Archive {
    let mut archive = mara_and_jo();
    archive.access.a = Access::Open;
    archive.access.b = Access::Open;
    archive
}

fn prose(dice: &mut Seeded) -> String {
    let mut words = String::new();
    for _ in 0..=roll(dice, 40) {
        words.push_str(pick(dice, &WORDS));
        words.push_str(pick(dice, &[" ", " ", " ", "\n", "  ", ", ", "\n\n", "\u{3000}"]));
    }
    words
}

/// A change of one of the two, on one of some hundred evenings.
fn writes(dice: &mut Seeded) -> Change {
    let back = Days::new(dice.bits() % 900);
    let evening = Evening(friday_evening().0 - back);
    let kind = EntryKind::ALL[roll(dice, EntryKind::ALL.len())];
    let mut tags: Vec<String> = (0..roll(dice, 3)).map(|_| pick(dice, &TAGS).to_owned()).collect();
    tags.dedup();
    let words = prose(dice);
    match roll(dice, 5) {
        0 => Change::WriteTogether { evening, kind, words },
        how => {
            let person = Person::BOTH[how % 2];
            let new = NewNote {
                both: how == 1 && roll(dice, 3) == 0,
                kind,
                tags,
                ..NewNote::free(how > 2, evening, words)
            };
            Change::Note(person, NoteChange::Write(new))
        }
    }
}

/// Every entry there is, in the order of the files: those of the months, then a's and b's own.
fn all(archive: &Archive) -> Vec<(NoteAt, Option<Person>, Note)> {
    let mut all = Vec::new();
    for (month, slot) in &archive.months {
        let Slot::Here(here) = slot else { panic!("all is read") };
        for record in here.records.known() {
            if let MonthKind::Note(note) = &record.what {
                let at = NoteAt { drawer: Drawer::Shared(*month), id: record.id.clone() };
                all.push((at, None, note.clone()));
            }
        }
    }
    for (person, own) in archive.drawers().0.iter() {
        for record in own.records.known() {
            if let OwnKind::Note(note) = &record.what {
                all.push((NoteAt { drawer: Drawer::Own, id: record.id.clone() }, Some(person), note.clone()));
            }
        }
    }
    all
}

/// Entries of every sort, some of them in the bin and some folded.
fn random_archive(dice: &mut Seeded, many: usize) -> Archive {
    let changes: Vec<Change> = (0..many).map(|_| writes(dice)).collect();
    let mut archive = after(&two(), &changes);
    for (at, own, note) in all(&archive) {
        let writer = match note.by {
            Author::One(person) => person,
            Author::Both => Person::BOTH[roll(dice, 2)],
        };
        if roll(dice, 12) == 0 {
            archive = after(&archive, &[Change::Note(writer, NoteChange::Bin(at))]);
        } else if roll(dice, 8) == 0 {
            let person = own.unwrap_or(Person::BOTH[roll(dice, 2)]);
            let fold = NoteChange::Fold(at, roll(dice, 3) > 0);
            archive = archive.apply(&Change::Note(person, fold), friday(), dice).unwrap_or(archive);
        }
    }
    archive
}

fn shelf(archive: &Archive, turn: Option<&Turn>) -> Shelf {
    let writer = |note: &Note| match note.by {
        Author::One(person) => archive.name(person).to_owned(),
        Author::Both => "Mara and Jo".to_owned(),
    };
    Shelf::of(archive.in_sight(turn).into_iter().map(|(at, note)| (at, note, writer(note))))
}

/// The same letters, as the reference compares them.
fn plain(words: &str) -> String {
    let joins =
        |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}');
    let bare: String = words.nfkd().filter(|c| canonical_combining_class(*c) == 0 && !joins(*c)).collect();
    let small = bare.to_lowercase().to_uppercase().to_lowercase().replace('ς', "σ");
    let small = small.replace(['\u{2018}', '\u{2019}'], "'");
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of what is typed, with whether they stood between quotation marks.
fn parts(typed: &str) -> Vec<(bool, String)> {
    let mut parts: Vec<(bool, String)> = Vec::new();
    let mut open: Option<(bool, String)> = None;
    let is_quote = |c: char| "\"“”„«»".contains(c);
    for c in typed.chars() {
        match &mut open {
            Some((true, phrase)) if !is_quote(c) => phrase.push(c),
            Some((false, word)) if !c.is_whitespace() => word.push(c),
            Some(_) => parts.extend(open.take()),
            None if is_quote(c) => open = Some((true, String::new())),
            None if c.is_whitespace() => {}
            None => open = Some((false, c.to_string())),
        }
    }
    parts.extend(open);
    parts
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|name| word.len() > 2 && name.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

/// Whether the ISO form of a day lies between two beginnings of such forms; `None` where they are
/// none.
fn is_between(day: NaiveDate, from: &str, to: &str) -> Option<bool> {
    if let (Some(from), Some(to)) = (month(from), month(to)) {
        let months: Vec<u32> = (0..12).map(|on| (from - 1 + on) % 12 + 1).collect();
        let last = months.iter().position(|month| *month == to)?;
        return Some(months[..=last].contains(&day.month()));
    }
    let begun = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '-');
    let whole = |word: &str| {
        let date = format!("{word}{}", &"-01-01"[word.len().saturating_sub(4).min(6)..]);
        matches!(word.len(), 4 | 7 | 10)
            && begun(word)
            && NaiveDate::parse_from_str(&date, "%Y-%m-%d").is_ok()
    };
    let form = day.to_string();
    let beginning = |word: &str| &form[..word.len()];
    let open = |word: &str| begun(word) && !matches!(word.len(), 4 | 7 | 10);
    match (whole(from), whole(to)) {
        (true, true) => {
            let (one, other) = (from.min(to), from.max(to));
            // Where one begins as the other does, both ends are those of the shorter.
            Some(
                beginning(one) >= one && beginning(other) <= other
                    || form.starts_with(one)
                    || form.starts_with(other),
            )
        }
        (true, false) if open(to) => Some(beginning(from) >= from),
        (false, true) if open(from) => Some(beginning(to) <= to),
        _ => None,
    }
}

/// What stands in an entry, part by part.
fn fields(note: &Note, own: Option<Person>) -> Vec<String> {
    let mut fields = vec![note.words.clone()];
    fields.extend(note.tags.clone());
    if note.kind != EntryKind::Free {
        fields.push(note.kind.label().to_owned());
    }
    fields.push(match note.by {
        Author::One(Person::A) => "Mara".into(),
        Author::One(Person::B) => "Jo".into(),
        Author::Both => "Mara and Jo".into(),
    });
    fields.extend((note.by == Author::Both).then(|| "both together".to_owned()));
    fields.extend(own.map(|_| "only mine".to_owned()));
    fields.push(note.evening.in_full());
    fields.push(note.evening.0.to_string());
    fields.iter().map(|field| plain(field)).collect()
}

/// An entry, and what stands in it.
struct Known {
    at: NoteAt,
    own: Option<Person>,
    note: Note,
    fields: Vec<String>,
    /// Its words, with one blank where there are several.
    collapsed: String,
    /// Where a grapheme of that begins, and where the last one ends.
    boundaries: Vec<usize>,
}

fn known(archive: &Archive) -> Vec<Known> {
    let known = |(at, own, note): (NoteAt, Option<Person>, Note)| {
        let (fields, collapsed) = (fields(&note, own), collapsed(&note.words));
        let starts = collapsed.grapheme_indices(true).map(|(at, _)| at);
        let boundaries = starts.chain([collapsed.len()]).collect();
        Known { at, own, note, fields, collapsed, boundaries }
    };
    all(archive).into_iter().map(known).collect()
}

fn has(known: &Known, typed: &str) -> bool {
    let Known { note, fields, .. } = known;
    let written = 1 + note.tags.len();
    let anywhere = |words: &str| {
        fields[..written].iter().any(|field| field.contains(words))
            || fields[written..].iter().any(|field| {
                let ends = field.match_indices(' ').map(|(at, _)| at + 1);
                [0].into_iter().chain(ends).any(|at| field[at..].starts_with(words))
            })
    };
    parts(typed).into_iter().all(|(quoted, part)| {
        let part = plain(&part);
        if quoted || part.is_empty() {
            return anywhere(&part);
        }
        let span = part
            .split_once("..")
            .and_then(|(from, to)| is_between(note.evening.0, from, to.trim_start_matches('.')));
        match (span, part.strip_prefix('#')) {
            (Some(inside), _) => inside,
            (None, Some(tag)) => {
                let tags = note.tags.iter().map(|tag| plain(tag));
                tag.is_empty() || tags.into_iter().any(|one| one.contains(tag))
            }
            (None, None) => anywhere(&part),
        }
    })
}

/// What `turn` may find, the newest first, the long way.
fn the_long_way<'a>(
    archive: &Archive,
    all: &'a [Known],
    turn: Option<&Turn>,
    typed: &str,
) -> Vec<&'a NoteAt> {
    let folded = |id: &Id, person: Person| {
        let fold = |kind: &OwnKind| match kind {
            OwnKind::Fold { entry, folded } if entry == id => Some(*folded),
            _ => None,
        };
        archive.drawers().0[person].records.find(fold)
    };
    let may = |at: &NoteAt, own: Option<Person>, note: &Note| match turn.map(Turn::person) {
        _ if note.binned.is_some() => false,
        None => own.is_none() && note.kind != EntryKind::ForYou,
        Some(me) if own == Some(me.other()) => false,
        Some(me) => {
            let for_me = note.kind == EntryKind::ForYou && note.by == Author::One(me.other());
            !folded(&at.id, me).unwrap_or(for_me)
        }
    };
    let mut found: Vec<(&NoteAt, Evening)> = Vec::new();
    for known in all {
        let Known { at, own, note, .. } = known;
        if may(at, *own, note) && has(known, typed) {
            let place = found.iter().position(|(_, evening)| *evening <= note.evening);
            found.insert(place.unwrap_or(found.len()), (at, note.evening));
        }
    }
    found.into_iter().map(|(at, _)| at).collect()
}

/// Something that somebody could type.
fn typed(dice: &mut Seeded) -> String {
    let mut typed = String::new();
    for _ in 0..=roll(dice, 3) {
        let word = pick(dice, &WORDS);
        let cut = |dice: &mut Seeded, word: &str| -> String {
            let letters: Vec<char> = word.chars().collect();
            let from = roll(dice, letters.len());
            letters[from..=from + roll(dice, letters.len() - from)].iter().collect()
        };
        let date = |dice: &mut Seeded| {
            let date = (friday_evening().0 - Days::new(dice.bits() % 900)).to_string();
            date[..[0, 2, 4, 4, 6, 7, 7, 7, 10, 10][roll(dice, 10)]].to_owned()
        };
        let part = match roll(dice, 14) {
            0 => plain(word),
            1 => word.to_uppercase(),
            2 => word.nfd().collect(),
            3 => {
                let tag = pick(dice, &TAGS);
                format!("#{}", cut(dice, tag))
            }
            4 => format!("\"{} {}\"", word, pick(dice, &WORDS)),
            5 => format!("\u{201e}{word}\u{201c}"),
            6 => EntryKind::ALL[roll(dice, EntryKind::ALL.len())].label().to_owned(),
            7 => pick(dice, &["mara", "JO", "together", "both", "only mine", "Mára", "and"]).to_owned(),
            8 => pick(dice, &["friday", "March", "november 2025", "20", "2026", "sun"]).to_owned(),
            9 => date(dice),
            10 => format!("{}..{}", date(dice), date(dice)),
            11 => format!(
                "{}..{}",
                pick(dice, &["mar", "november", "may"]),
                pick(dice, &["may", "feb", "2026"])
            ),
            12 => pick(dice, &["#", "\"", "..", "\"\"", "...", "\u{301}", "״", "zebra"]).to_owned(),
            _ => cut(dice, word),
        };
        typed.push_str(&part);
        typed.push_str(pick(dice, &[" ", " ", "  ", "\t"]));
    }
    typed
}

fn assert_found(archive: &Archive, all: &[Known], shelf: &Shelf, turn: Option<&Turn>, typed: &str) -> usize {
    let expected = the_long_way(archive, all, turn, typed);
    let found = shelf.found(&Query::typed(typed));
    let hits: Vec<&NoteAt> = found.hits.iter().map(|hit| &hit.at).collect();
    let listed: Vec<&NoteAt> = expected.iter().copied().take(MOST).collect();
    assert_eq!(hits, listed, "{typed:?}");
    assert_eq!(found.more, expected.len() > MOST, "{typed:?}");
    assert_snippets(all, &found, typed);
    expected.len()
}

fn collapsed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is shown of each entry is a part of it, whole graphemes of it, and the place is what was
/// looked for.
fn assert_snippets(all: &[Known], found: &Found, typed: &str) {
    let words: Vec<String> = parts(typed).iter().map(|(_, part)| plain(part)).collect();
    for hit in &found.hits {
        let known = all.iter().find(|one| one.at == hit.at).expect("an entry");
        assert!(!hit.words.contains(['\n', '\t']), "{typed:?}");
        let bare = hit.words.strip_prefix("... ").unwrap_or(&hit.words);
        let bare = bare.strip_suffix(" ...").unwrap_or(bare);
        let whole = &known.collapsed;
        let is_boundary = |at: usize| known.boundaries.binary_search(&at).is_ok();
        let mut places = whole.match_indices(bare);
        assert!(
            places.any(|(at, part)| is_boundary(at) && is_boundary(at + part.len())),
            "{typed:?}: {bare:?} of {whole:?}"
        );
        assert!(bare.graphemes(true).count() <= 72, "{typed:?}: {bare:?}");
        let folded = &known.fields[0];
        match &hit.place {
            Some(place) => {
                let place = plain(&hit.words[place.clone()]);
                // The end of what is long may be cut.
                let is_it = |word: &String| place.contains(word.as_str()) || word.starts_with(&place);
                assert!(!place.is_empty() && words.iter().any(is_it), "{typed:?}: {place:?}");
            }
            None => assert!(words.iter().all(|word| {
                word.is_empty()
                    || word.contains("..")
                    || word.starts_with('#')
                    || !folded.contains(word.as_str())
            })),
        }
    }
}

fn compare(seed: u64, queries: usize) {
    let mut dice = Seeded(seed);
    let archive = random_archive(&mut dice, 260);
    let turns = [None, Some(&TURNS[0]), Some(&TURNS[1])];
    let shelves = turns.map(|turn| shelf(&archive, turn));
    let all = known(&archive);
    let mut found = 0;
    for _ in 0..queries {
        let typed = typed(&mut dice);
        let at = roll(&mut dice, 3);
        found += usize::from(assert_found(&archive, &all, &shelves[at], turns[at], &typed) > 0);
    }
    assert!(found > queries / 4, "enough of them find something: {found} of {queries}");
    assert!(
        shelves
            .iter()
            .any(|shelf| shelf.found(&Query::typed("")).hits.len() < shelf.len() || shelf.len() < MOST)
    );
}

#[test]
fn what_is_found_is_what_the_long_way_finds() {
    compare(2026, 500);
}

/// Five thousand queries: `cargo test --test domain search -- --ignored`.
#[test]
#[ignore = "takes a while"]
fn what_is_found_is_what_the_long_way_finds_many_times() {
    (0..10).for_each(|seed| compare(seed, 500));
}

/// What Jo keeps for Jo alone, drawn from `dice`: Mara sees the same whatever it is.
fn secret_of_jo(archive: &Archive, dice: &mut Seeded) -> Archive {
    let mut kept = archive.clone();
    for _ in 0..roll(dice, 6) {
        let words = format!("secret {} {}", pick(dice, &WORDS), roll(dice, 1000));
        let evening = Evening(friday_evening().0 - Days::new(dice.bits() % 60));
        let new = NewNote {
            tags: vec!["hush".into()],
            kind: EntryKind::Missing,
            ..NewNote::free(true, evening, words)
        };
        kept = kept.apply(&Change::Note(Person::B, NoteChange::Write(new)), friday(), dice).expect("kept");
    }
    for (at, own, _) in all(&kept) {
        if own.is_none() && roll(dice, 4) == 0 {
            let fold = Change::Note(Person::B, NoteChange::Fold(at, roll(dice, 2) == 0));
            kept = kept.apply(&fold, friday(), dice).expect("folded");
        }
    }
    kept
}

#[test]
fn nobody_finds_what_the_other_keeps_and_nothing_is_looked_through_for_it() {
    let mut dice = Seeded(77);
    let shared: Vec<Change> = (0..6).map(|_| writes(&mut dice)).collect();
    let known = after(&two(), &shared);
    let mut differ = 0;
    for pair in 0..1000 {
        let (one, other) = (secret_of_jo(&known, &mut dice), secret_of_jo(&known, &mut dice));
        differ += usize::from(one != other);
        for turn in [None, Some(&TURNS[0])] {
            // All that is looked through is the same, so it takes as long, too.
            let shelves = [shelf(&one, turn), shelf(&other, turn)];
            assert!(shelves[0] == shelves[1], "pair {pair}");
            for typed in ["", "secret", "#hush", "hush", &typed(&mut dice)] {
                let [one, other] = [0, 1].map(|at| shelves[at].found(&Query::typed(typed)));
                assert!(one == other, "pair {pair}: {typed:?}");
                assert!(!typed.contains('h') || !typed.contains("ush") || one.hits.is_empty(), "{typed:?}");
            }
        }
    }
    assert!(differ > 950, "{differ}");
}

fn one(note: NewNote) -> Archive {
    after(&two(), &[Change::Note(Person::A, NoteChange::Write(note))])
}

fn words(archive: &Archive, typed: &str) -> Vec<String> {
    shelf(archive, None).found(&Query::typed(typed)).hits.into_iter().map(|hit| hit.words).collect()
}

#[test]
fn strange_words_find_what_they_are_and_harm_nothing() {
    let strange = [
        "",
        " ",
        "\0",
        "\u{1b}[2J",
        "\u{7f}\u{9b}",
        "\u{202e}",
        ".*",
        "[",
        "(?i)x",
        "\\",
        "%s",
        "{}",
        "\"",
        "\"\"",
        "\" \"",
        "#",
        "##",
        "# #",
        "..",
        "....",
        "-..-",
        "2026-13..2026-14",
        "0000..9999",
        "9999-12-31..",
        "2026-02-30..",
        "\u{301}",
        "\u{200d}\u{fe0f}",
        "\u{ffff}",
        "'; drop",
        "$(x)",
        "`x`",
        "\u{feff}",
    ];
    let archive =
        one(NewNote::free(false, friday_evening(), "a walk (.*) by the \\ lake {} 100% '; drop $(x)"));
    let shelf = shelf(&archive, None);
    for typed in strange {
        assert_found(&archive, &known(&archive), &shelf, None, typed);
    }
    for (typed, finds) in [
        (".*", true),
        ("w.lk", false),
        ("[a-z]", false),
        ("{}", true),
        ("100%", true),
        ("\\", true),
        ("^a", false),
    ] {
        assert_eq!(!words(&archive, typed).is_empty(), finds, "{typed}");
    }
    let long = "lake ".repeat(1 << 18);
    assert_eq!(words(&archive, &long).len(), 1);
    assert_eq!(words(&archive, &"l".repeat(1 << 20)).len(), 0);
}

#[test]
fn last_spring_is_found_in_one_search() {
    let on = |month, day, words: &str| {
        let evening = Evening(NaiveDate::from_ymd_opt(2026, month, day).expect("a date"));
        Change::Note(Person::A, NoteChange::Write(NewNote::free(false, evening, words)))
    };
    let archive = after(&two(), &[on(2, 28, "snow"), on(4, 9, "the first warm evening"), on(6, 1, "roses")]);
    for typed in [
        "2026-03..2026-05",
        "march..may",
        "april",
        "warm",
        "2026-04",
        "thursday 2026",
        "2026-03..2026-05 mara",
    ] {
        assert_eq!(words(&archive, typed), ["the first warm evening"], "{typed}");
    }
    assert_eq!(words(&archive, "nov..feb"), ["snow"]);
    assert_eq!(words(&archive, "2026-03.."), ["roses", "the first warm evening"]);
    assert_eq!(words(&archive, "2026-05..2026-03"), ["the first warm evening"]);
    assert_eq!(words(&archive, "march..2026"), [""; 0]);
    assert_eq!(words(&archive, "day"), [""; 0], "every day has a name that ends so");
}

#[test]
fn a_long_entry_is_shown_around_what_was_found() {
    let mut text = String::new();
    for at in 0..40_000 {
        write!(text, "{} stairs é{at} ", WORDS[at % WORDS.len()]).expect("a string");
    }
    text.truncate((0..=1 << 20).rev().find(|at| text.is_char_boundary(*at)).expect("an end"));
    text.push_str(" the heron at last, and the evening after it");
    let archive = one(NewNote::free(false, friday_evening(), text));
    let found = shelf(&archive, None).found(&Query::typed("HERON"));
    let hit = &found.hits[0];
    assert_eq!(hit.place.clone().map(|place| &hit.words[place]), Some("heron"));
    assert!(
        hit.words.starts_with("... ") && hit.words.ends_with("the heron at last, and the evening after it")
    );
    assert_snippets(&known(&archive), &found, "HERON");
    let tower = format!("x{} lake", "\u{200d}👩".repeat(9000));
    let towers = one(NewNote::free(false, friday_evening(), tower));
    assert!(words(&towers, "lake")[0].len() < 4096, "one grapheme may be longer than a page");
}

#[test]
fn ten_thousand_entries_of_a_month_are_found_the_newest_first() {
    let kept = one(NewNote::free(false, friday_evening(), "the first of many"));
    let (at, note) = kept.in_sight(None).remove(0);
    let notes: Vec<Note> = (0..10_000_u32)
        .map(|number| Note {
            evening: Evening(NaiveDate::from_ymd_opt(2026, 11, 1 + number % 28).expect("a date")),
            words: format!("entry {number}"),
            ..note.clone()
        })
        .collect();
    let shelf = Shelf::of(notes.iter().map(|note| (at.clone(), note, "Mara".to_owned())));
    let found = shelf.found(&Query::typed("entry"));
    assert!(found.more && found.hits.len() == MOST && shelf.len() == 10_000);
    assert!(found.hits.is_sorted_by_key(|hit| std::cmp::Reverse(hit.evening)));
    let one = shelf.found(&Query::typed("entry 9999"));
    assert_eq!((one.hits.len(), one.more), (1, false));
}

#[test]
fn a_tag_that_another_hand_wrote_with_a_blank_is_a_tag_all_the_same() {
    let note = Note {
        by: Author::Both,
        evening: friday_evening(),
        kind: EntryKind::Free,
        tags: vec![" 愛".into(), " walk ".into()],
        words: "the bridge".into(),
        binned: None,
        from: Seeded(1).id(),
    };
    let at = NoteAt { drawer: Drawer::Shared(friday_evening().month()), id: Seeded(2).id() };
    let shelf = Shelf::of([(at, &note, "Mara".to_owned())]);
    for typed in ["#愛", "#walk", "bridge walk", "愛"] {
        assert_eq!(shelf.found(&Query::typed(typed)).hits.len(), 1, "{typed}");
    }
}
