//! The icon on the desktop: one small file under a name that says nothing.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::settings::Settings;
use crate::domain::text;
use crate::store::Disk;

/// The file's own name, which is as quiet as what it shows.
const FILE: &str = "quiet-notes.desktop";

/// Where this machine's icons are, if it shows any: `data` is where programs of this person keep
/// theirs, `display` whether there is a screen with windows.
#[must_use]
pub fn folder(data: Option<&Path>, display: bool) -> Option<PathBuf> {
    let windows = cfg!(target_os = "linux") && display;
    data.filter(|folder| windows && folder.is_dir()).map(|folder| folder.join("applications"))
}

/// Makes the icon what the settings say: there under the neutral word, or gone.
///
/// # Errors
/// Where the file cannot be written or removed.
pub fn follow(settings: &Settings, disk: &dyn Disk, folder: &Path, program: &Path) -> io::Result<()> {
    let path = folder.join(FILE);
    let wanted = settings.desktop_icon.then(|| entry(&settings.neutral_word, &program.to_string_lossy()));
    let there = disk.read(&path)?.map(|(bytes, _)| bytes);
    if there.as_deref() == wanted.as_ref().map(String::as_bytes) {
        return Ok(());
    }
    if there.is_some() {
        disk.remove(&path)?;
    }
    let Some(wanted) = wanted else { return Ok(()) };
    if disk.stat(folder)?.is_none() {
        disk.make_folder(folder)?;
    }
    disk.write_new(&path, wanted.as_bytes()).map(drop)
}

/// A desktop entry, quoted as its specification asks.
fn entry(word: &str, program: &str) -> String {
    let name = text::line(word, 24).unwrap_or_else(|| "Notes".into()).replace('\\', "\\\\");
    let quoted: String = program
        .chars()
        .flat_map(|c| match c {
            // A backslash is doubled for the string and again for the quotes.
            '"' | '`' | '$' => vec!['\\', '\\', c],
            '\\' => vec!['\\'; 4],
            '%' => vec!['%', '%'],
            c => vec![c],
        })
        .collect();
    format!(
        "[Desktop Entry]\nType=Application\nName={name}\nExec=\"{quoted}\"\nTerminal=true\nCategories=Utility;\n"
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::RealDisk;

    #[test]
    fn the_icon_comes_and_goes_with_its_setting() {
        let data = tempfile::tempdir().expect("a folder");
        let folder = data.path().join("applications");
        let path = folder.join(FILE);
        let follow =
            |settings: &Settings, program: &str| follow(settings, &RealDisk, &folder, Path::new(program));
        let mut settings = Settings::default();
        follow(&settings, "/opt/a").expect("nothing to remove");
        assert!(!folder.exists());
        settings.desktop_icon = true;
        follow(&settings, "/opt/a").expect("written");
        follow(&settings, "/opt/a \"b\"").expect("written anew");
        let text = fs::read_to_string(&path).expect("an entry");
        assert!(text.contains("\nName=Notes\n"), "{text}");
        assert!(text.contains("\nExec=\"/opt/a \\\\\"b\\\\\"\"\n"), "{text}");
        settings.desktop_icon = false;
        follow(&settings, "/opt/a").expect("removed");
        assert!(!path.exists());
    }

    #[test]
    fn the_word_on_it_is_one_line() {
        let text = entry("a\nExec=rm", "/opt/evenfall");
        assert_eq!(text.matches("\nExec=").count(), 1, "{text}");
    }

    #[test]
    fn without_windows_there_is_no_icon() {
        let data = tempfile::tempdir().expect("a folder");
        assert_eq!(folder(Some(data.path()), false), None);
        assert_eq!(folder(None, true), None);
    }
}
