//! Weeks as pictures: what one person showed of their energy and body, and of their calm where
//! they like that too, day by day or week by week.
//!
//! A place without a shown value stays empty, and nothing is worked out across it. The words say
//! what stands in one picture, and never set it beside another time or another person.

use chrono::{Days, NaiveDate, Weekday};

use super::archive::{Archive, MonthKind, OwnKind};
use super::calendar::grid::week_of;
use super::check_in::{Numbers, Score};
use super::measure::Measure;
use super::people::{Person, Turn};
use super::private::unprinted;
use super::time::{Evening, YearMonth};

impl Measure {
    /// Where a day lies below or above the others, in a word each.
    fn beside(self) -> [&'static str; 2] {
        match self {
            Self::Energy => ["less", "more"],
            Self::Body => ["easier", "harder"],
            Self::Calm => ["more uneasy", "calmer"],
        }
    }

    /// What these values come to, in words and without a figure.
    fn spread(self, scores: &[Score]) -> String {
        let words = self.words();
        let mut count = [0_usize; 4];
        for score in scores {
            count[words.place(*score)] += 1;
        }
        let there = |at: &usize| count[*at] > 0;
        let (Some(lowest), Some(highest)) = ((0..4).find(there), (0..4).rev().find(there)) else {
            return "open".into();
        };
        let word = |at: usize| words.words()[at];
        let [less, more] = self.beside();
        match (0..4).find(|at| count[*at] * 2 > scores.len()) {
            Some(at) if lowest == highest => format!("{} throughout", word(at)),
            Some(at) => {
                let (below, above) = (at - lowest, highest - at);
                let beside = match (below, above) {
                    (0, 1) => format!("a little {more}"),
                    (0, _) => more.to_owned(),
                    (1, 0) => format!("a little {less}"),
                    (_, 0) => less.to_owned(),
                    _ => format!("{less}, at times {more}"),
                };
                format!("mostly {}, at times {beside}", word(at))
            }
            None if highest - lowest == 1 => format!("between {} and {}", word(lowest), word(highest)),
            None => format!("different by the day, from {} to {}", word(lowest), word(highest)),
        }
    }
}

/// How far a picture reaches, back from an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// 28 days, each with a place of its own.
    FourWeeks,
    /// 26 weeks, each with one place for its days.
    SixMonths,
}

impl Span {
    /// The first day of each place, the earliest first; the last place holds `until`. `first` is the
    /// day on which weeks begin. Empty at the beginning of the calendar.
    #[must_use]
    pub fn dates(self, until: Evening, first: Weekday) -> Vec<NaiveDate> {
        let (last, days, places) = match self {
            Self::FourWeeks => (until.0, 1, 28),
            Self::SixMonths => (week_of(until.0, first), 7, 26),
        };
        let all = (0..places).rev().map(|back| last.checked_sub_days(Days::new(back * days)));
        all.collect::<Option<_>>().unwrap_or_default()
    }
}

/// What stands at one place of a row: one day, or the days of a week that have a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The lowest of its values.
    pub lowest: Score,
    /// The one in the middle; the lower of two.
    pub middle: Score,
    /// The highest.
    pub highest: Score,
}

impl Point {
    /// Of these values; `None` where there are none.
    fn of(mut scores: Vec<Score>) -> Option<Self> {
        scores.sort_unstable();
        let middle = *scores.get(scores.len().checked_sub(1)? / 2)?;
        Some(Self { lowest: *scores.first()?, middle, highest: *scores.last()? })
    }

    /// It in words.
    #[must_use]
    pub fn words(self, measure: Measure) -> String {
        let words = measure.words();
        match (words.word(self.lowest), words.word(self.highest)) {
            (low, high) if low == high => low.to_owned(),
            (low, high) => format!("{low} to {high}"),
        }
    }
}

/// One measure of one person.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// Which.
    pub measure: Measure,
    /// What stands at each place; nothing where nothing is shown.
    pub points: Vec<Option<Point>>,
    /// What all of it comes to, in words.
    pub words: String,
}

/// The weeks of one person.
#[derive(Clone, PartialEq)]
pub struct Weeks {
    /// Whose.
    pub person: Person,
    /// Their name.
    pub name: String,
    /// Energy and body, and calm where they like that to be drawn.
    pub rows: Vec<Row>,
}

/// The weeks of one person, or of each of two apart, over the same days.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// How far it reaches.
    pub span: Span,
    /// The first day of each place.
    pub dates: Vec<NaiveDate>,
    /// Whose weeks, a first.
    pub of: Vec<Weeks>,
}

unprinted!(Point, Row, Weeks, Picture);

impl Archive {
    /// Whether the person whose turn it is likes their calm to be drawn too. Nobody does before
    /// they say so.
    #[must_use]
    pub fn draws_calm(&self, turn: &Turn) -> bool {
        self.is_calm_drawn(turn.person())
    }

    /// The same of either: what is locked now says no.
    fn is_calm_drawn(&self, person: Person) -> bool {
        let drawn = |kind: &OwnKind| match kind {
            OwnKind::CalmDrawn { on } => Some(*on),
            _ => None,
        };
        self.own[person].records.find(drawn).unwrap_or(false)
    }

    /// What the person whose turn it is showed up to `until`.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn weeks_of(&self, turn: &Turn, span: Span, until: Evening) -> Result<Picture, YearMonth> {
        self.picture(&[turn.person()], span, until)
    }

    /// What everyone who is set up showed up to `until`, each apart.
    ///
    /// # Errors
    /// Names the month that has to be read to know.
    pub fn weeks_of_each(&self, span: Span, until: Evening) -> Result<Picture, YearMonth> {
        let people: Vec<Person> = self.people().collect();
        self.picture(&people, span, until)
    }

    fn picture(&self, people: &[Person], span: Span, until: Evening) -> Result<Picture, YearMonth> {
        let dates = span.dates(until, self.settings.week_start.day());
        let of = people.iter().map(|person| {
            let shown = self.shown_by(*person, dates.first().copied(), until)?;
            let measures = Measure::ALL.into_iter();
            let drawn = measures.filter(|one| *one != Measure::Calm || self.is_calm_drawn(*person));
            let rows = drawn.map(|measure| row(measure, &shown, &dates)).collect();
            Ok(Weeks { person: *person, name: self.name(*person).to_owned(), rows })
        });
        Ok(Picture { span, of: of.collect::<Result<_, _>>()?, dates })
    }

    /// The days on which `person` showed anything, from `first` up to `until`.
    fn shown_by(
        &self,
        person: Person,
        first: Option<NaiveDate>,
        until: Evening,
    ) -> Result<Vec<(NaiveDate, Numbers)>, YearMonth> {
        let Some(first) = first else { return Ok(Vec::new()) };
        let mut shown = Vec::new();
        let mut month = YearMonth::of(first);
        while month <= until.month() {
            let here = self.month(month).ok_or(month)?;
            shown.extend(here.records.known().filter_map(|record| match &record.what {
                MonthKind::Shown(one)
                    if one.person == person && (first..=until.0).contains(&one.evening.0) =>
                {
                    Some((one.evening.0, one.numbers))
                }
                _ => None,
            }));
            month = month.after();
        }
        Ok(shown)
    }
}

fn row(measure: Measure, shown: &[(NaiveDate, Numbers)], dates: &[NaiveDate]) -> Row {
    let mut at_places = vec![Vec::new(); dates.len()];
    for (date, numbers) in shown {
        let place = dates.partition_point(|first| first <= date).checked_sub(1);
        if let Some(place) = place
            && let Some(score) = measure.of(*numbers)
        {
            at_places[place].push(score);
        }
    }
    let words = measure.spread(&at_places.concat());
    Row { measure, points: at_places.into_iter().map(Point::of).collect(), words }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(values: &[u8]) -> Vec<Score> {
        values.iter().filter_map(|value| Score::new(*value)).collect()
    }

    #[test]
    fn what_is_there_is_told_in_words() {
        for (values, words) in [
            (&[][..], "open"),
            (&[3], "low throughout"),
            (&[3, 4, 3, 4], "low throughout"),
            (&[3, 3, 5], "mostly low, at times a little more"),
            (&[3, 3, 3, 5, 9], "mostly low, at times more"),
            (&[5, 5, 5, 1, 9], "mostly some, at times less, at times more"),
            (&[3, 5], "between low and some"),
            (&[1, 9], "different by the day, from empty to plenty"),
        ] {
            assert_eq!(Measure::Energy.spread(&scores(values)), words, "{values:?}");
        }
        assert_eq!(Measure::Body.spread(&scores(&[4, 4, 2])), "mostly some, at times a little easier");
        assert_eq!(Measure::Calm.spread(&scores(&[9, 9, 6])), "mostly calm, at times a little more uneasy");
    }

    #[test]
    fn words_have_no_figure_and_depend_on_no_order() {
        let mut bits = 7_u64;
        for _ in 0..2_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let values: Vec<u8> = (0..bits % 9).map(|at| ((bits >> (4 * at + 8)) % 11) as u8).collect();
            for measure in Measure::ALL {
                let words = measure.spread(&scores(&values));
                assert!(!words.contains(|c: char| c.is_ascii_digit()), "{words}");
                let mut turned = scores(&values);
                turned.reverse();
                assert_eq!(measure.spread(&turned), words);
                assert!(words.len() < 60, "{words}");
            }
        }
    }

    #[test]
    fn a_place_has_the_middle_of_its_days_and_how_far_they_reach() {
        assert!(Point::of(Vec::new()).is_none());
        for (values, [lowest, middle, highest], words) in [
            (&[7][..], [7, 7, 7], "some"),
            (&[8, 1], [1, 1, 8], "empty to plenty"),
            (&[3, 4, 9], [3, 4, 9], "low to plenty"),
        ] {
            let point = Point::of(scores(values)).expect("a point");
            assert_eq!(
                [point.lowest, point.middle, point.highest].map(Score::value),
                [lowest, middle, highest]
            );
            assert_eq!(point.words(Measure::Energy), words);
        }
    }

    #[test]
    fn the_last_place_holds_the_evening_it_is_asked_on() {
        for at in 0..400 {
            let until = Evening(NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + Days::new(at));
            for first in [Weekday::Mon, Weekday::Sun, Weekday::Sat] {
                let days = Span::FourWeeks.dates(until, first);
                assert_eq!((days.len(), days.last()), (28, Some(&until.0)));
                let weeks = Span::SixMonths.dates(until, first);
                assert_eq!(weeks.len(), 26);
                assert!(weeks.iter().all(|week| chrono::Datelike::weekday(week) == first));
                assert!((0..7).contains(&(until.0 - *weeks.last().expect("a week")).num_days()));
            }
        }
        assert!(Span::SixMonths.dates(Evening(NaiveDate::MIN), Weekday::Mon).is_empty());
    }
}
