//! The icon on the desktop: one small file under a name that says nothing.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::domain::settings::Settings;
use crate::domain::text;

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
pub fn follow(settings: &Settings, folder: &Path, program: &Path) -> io::Result<()> {
    let path = folder.join(FILE);
    if !settings.desktop_icon {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let wanted = entry(&settings.neutral_word, &program.to_string_lossy());
    if fs::read_to_string(&path).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    File::create(path)?.write_all(wanted.as_bytes())
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
    use super::*;

    #[test]
    fn the_icon_comes_and_goes_with_its_setting() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        let mut settings = Settings { desktop_icon: true, ..Settings::default() };
        follow(&settings, folder.path(), Path::new("/opt/a \"b\"")).expect("written");
        let text = fs::read_to_string(&path).expect("an entry");
        assert!(text.contains("\nName=Notes\n"), "{text}");
        assert!(text.contains("\nExec=\"/opt/a \\\\\"b\\\\\"\"\n"), "{text}");
        settings.desktop_icon = false;
        follow(&settings, folder.path(), Path::new("/opt/a")).expect("removed");
        assert!(!path.exists());
        follow(&settings, folder.path(), Path::new("/opt/a")).expect("nothing to remove");
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
