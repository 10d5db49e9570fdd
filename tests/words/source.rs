//! The string literals of a source file, as far as somebody may come to see them.

/// One literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it says, its escapes read.
    pub text: String,
}

/// Every literal of strings and characters in `code`, and with `help` its doc comments, which a
/// command line shows. Left out are comments, what is only built for tests, and the attributes
/// that nobody is shown: why a lint is not heeded, what a field is called in a file.
pub fn literals(code: &str, help: bool) -> Vec<Literal> {
    let code: Vec<char> = code.chars().collect();
    let mut reader = Reader { code: &code, at: 0, help, found: Vec::new() };
    reader.read(|_| false);
    reader.found
}

/// The attributes whose words are never shown.
const SILENT: [&str; 8] = ["expect", "allow", "cfg", "cfg_attr", "serde", "doc", "clippy", "test"];

struct Reader<'a> {
    code: &'a [char],
    at: usize,
    help: bool,
    found: Vec<Literal>,
}

impl Reader<'_> {
    fn rest(&self) -> &[char] {
        &self.code[self.at.min(self.code.len())..]
    }

    fn begins(&self, with: &str) -> bool {
        with.chars().enumerate().all(|(at, c)| self.rest().get(at) == Some(&c))
    }

    fn line(&self) -> usize {
        1 + self.code[..self.at].iter().filter(|c| **c == '\n').count()
    }

    /// Reads on until `ends` says so of a character that is code.
    fn read(&mut self, mut ends: impl FnMut(char) -> bool) {
        while let Some(&c) = self.rest().first() {
            if self.begins("//") {
                self.comment();
            } else if self.begins("/*") {
                self.block();
            } else if self.begins("#[") || self.begins("#![") {
                self.attribute();
            } else if let Some(hashes) = self.raw() {
                self.raw_string(hashes);
            } else if c == '"' {
                self.string();
            } else if c == '\'' {
                self.quote();
            } else {
                self.at += 1;
                if ends(c) {
                    return;
                }
            }
        }
    }

    fn comment(&mut self) {
        let line = self.line();
        let text: String = self.rest().iter().take_while(|c| **c != '\n').collect();
        self.at += text.chars().count();
        let shown = text.strip_prefix("///").filter(|_| self.help);
        self.found.extend(shown.map(|said| Literal { line, text: said.trim().to_owned() }));
    }

    fn block(&mut self) {
        let mut depth = 0;
        while self.at < self.code.len() {
            if self.begins("/*") {
                depth += 1;
                self.at += 2;
            } else if self.begins("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += 1;
            }
        }
    }

    fn attribute(&mut self) {
        let name: String = self
            .rest()
            .iter()
            .skip_while(|c| ['#', '!', '['].contains(c))
            .take_while(|c| c.is_alphanumeric() || **c == '_')
            .collect();
        let only_for_tests = self.begins("#[cfg(test)]");
        let before = self.found.len();
        self.at += 1;
        let mut depth = 0;
        self.read(|c| {
            depth += i32::from(c == '[') - i32::from(c == ']');
            c == ']' && depth == 0
        });
        if SILENT.contains(&name.as_str()) {
            self.found.truncate(before);
        }
        if only_for_tests {
            let mut depth = 0;
            self.read(|c| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth == 0 && (c == '}' || c == ';')
            });
            self.found.truncate(before);
        }
    }

    /// How many hashes a raw string that begins here has.
    fn raw(&self) -> Option<usize> {
        let named =
            self.at > 0 && (self.code[self.at - 1].is_alphanumeric() || self.code[self.at - 1] == '_');
        let rest = self.rest();
        let begins = usize::from(matches!(rest.first(), Some('b' | 'c')));
        if named || rest.get(begins) != Some(&'r') {
            return None;
        }
        let hashes = rest[begins + 1..].iter().take_while(|c| **c == '#').count();
        (rest.get(begins + 1 + hashes) == Some(&'"')).then_some(hashes)
    }

    fn raw_string(&mut self, hashes: usize) {
        let line = self.line();
        let open = self.rest().iter().position(|c| *c == '"').map_or(0, |at| at + 1);
        self.at += open;
        let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        let begin = self.at;
        while self.at < self.code.len() && !self.begins(&end) {
            self.at += 1;
        }
        self.found.push(Literal { line, text: self.code[begin..self.at].iter().collect() });
        self.at += end.len();
    }

    fn string(&mut self) {
        let line = self.line();
        self.at += 1;
        let text = self.until('"');
        self.found.push(Literal { line, text });
    }

    /// A character, or the name of a lifetime.
    fn quote(&mut self) {
        let line = self.line();
        let rest = self.rest();
        if rest.get(1) == Some(&'\\') || (rest.get(2) == Some(&'\'') && rest.get(1) != Some(&'\'')) {
            self.at += 1;
            let text = self.until('\'');
            self.found.push(Literal { line, text });
        } else {
            self.at += 1;
        }
    }

    /// What stands before `end`, its escapes read.
    fn until(&mut self, end: char) -> String {
        let mut text = String::new();
        while let Some(&c) = self.rest().first() {
            self.at += 1;
            if c == end {
                break;
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            let escaped = self.rest().first().copied().unwrap_or_default();
            self.at += 1;
            match escaped {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                '0' => text.push('\0'),
                '\n' => self.at += self.rest().iter().take_while(|c| c.is_whitespace()).count(),
                'x' => {
                    let digits: String = self.rest().iter().take(2).collect();
                    self.at += 2;
                    text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                'u' => {
                    let digits: String = self.rest().iter().skip(1).take_while(|c| **c != '}').collect();
                    self.at += digits.chars().count() + 2;
                    text.extend(
                        u32::from_str_radix(&digits.replace('_', ""), 16).ok().and_then(char::from_u32),
                    );
                }
                other => text.push(other),
            }
        }
        text
    }
}
