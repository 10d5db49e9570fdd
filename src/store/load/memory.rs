//! What the files, and their earlier copies, remember of each other, and whether it is so.

use super::{Known, Shelf};
use crate::domain::archive::Archive;
use crate::store::backup;
use crate::store::format::{self, Header};
use crate::store::name::FileName;
use crate::store::notice::Notice;

impl Shelf {
    /// What is remembered and is not so: a month that is missing, a file that is older.
    pub fn missed(&self, archive: &Archive) -> Vec<Notice> {
        let months = self.newest.keys().filter_map(|name| FileName::remembered_month(name));
        let missing = months.filter(|month| !archive.months.contains_key(month)).map(Notice::MonthMissing);
        let older = self.known.keys().copied().filter(|file| self.is_older(*file)).map(Notice::Older);
        missing.chain(older).collect()
    }

    /// Says so where `file` is older than the one that was last kept.
    pub fn notice_if_older(&mut self, file: FileName) {
        if self.is_older(file) {
            self.notices.push(Notice::Older(file));
        }
    }

    /// Whether another file, or the newest earlier copy, remembers a newer state of `file`.
    pub fn is_older(&self, file: FileName) -> bool {
        self.known.get(&file).is_some_and(|known| self.is_behind(file, known))
    }

    /// The same for what is `known` of it.
    pub fn is_behind(&self, file: FileName, known: &Known) -> bool {
        // Generation 0 is a file that could not be read, which is told elsewhere.
        let here = known.header.generation;
        here > 0 && (here < self.newest_of(file) || backup::is_behind(self, file, known))
    }

    /// What can be known of a file that is not read now.
    pub fn glance(&self, file: FileName) -> Option<Known> {
        let (bytes, stat) = self.folder.read(&self.place(file)).ok()??;
        let generation = format::generation(file, &self.opened(&bytes).ok()?)?;
        Some(Known { stat, hash: format::hash(&bytes), header: Header { generation, ..Header::default() } })
    }

    pub fn remember(&mut self, file: FileName, header: &Header) {
        let own = file.is_shared().then(|| (file.name(), header.generation));
        for (name, generation) in header.seen.clone().into_iter().chain(own) {
            let newest = self.newest.entry(name).or_default();
            *newest = (*newest).max(generation);
        }
    }
}
