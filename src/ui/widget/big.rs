//! Digits and letters three rows high.

/// The three rows of `number`.
#[must_use]
pub fn digits(number: u8) -> [String; 3] {
    let rows: [Vec<&str>; 3] = std::array::from_fn(|row| {
        number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')][row]).collect()
    });
    rows.map(|parts| parts.join(" "))
}

/// The three rows of `word`; a letter that has no large form is left out.
#[must_use]
pub fn letters(word: &str) -> [String; 3] {
    let large = |letter: char| LETTERS.iter().find(|(one, _)| *one == letter).map(|(_, rows)| rows);
    std::array::from_fn(|row| {
        let parts: Vec<&str> = word.chars().filter_map(|letter| Some(large(letter)?[row])).collect();
        parts.join("  ")
    })
}

const LETTERS: [(char, [&str; 3]); 6] = [
    ('P', ["█▀▀█", "█▄▄█", "█   "]),
    ('A', ["█▀▀█", "█▄▄█", "█  █"]),
    ('U', ["█  █", "█  █", "▀▄▄▀"]),
    ('S', ["█▀▀▀", "▀▀▀█", "▄▄▄█"]),
    ('E', ["█▀▀▀", "█▀▀ ", "█▄▄▄"]),
    ('D', ["█▀▀▄", "█  █", "█▄▄▀"]),
];

const DIGITS: [[&str; 3]; 10] = [
    ["█▀▀█", "█  █", "▀▀▀▀"],
    ["▄█  ", " █  ", "▀▀▀ "],
    ["▀▀▀█", "█▀▀▀", "▀▀▀▀"],
    ["▀▀▀█", " ▀▀█", "▀▀▀▀"],
    ["█  █", "▀▀▀█", "   ▀"],
    ["█▀▀▀", "▀▀▀█", "▀▀▀▀"],
    ["█▀▀▀", "█▀▀█", "▀▀▀▀"],
    ["▀▀▀█", "   █", "   ▀"],
    ["█▀▀█", "█▀▀█", "▀▀▀▀"],
    ["█▀▀█", "▀▀▀█", "▀▀▀▀"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_three_even_rows() {
        for word in ["PAUSE", "PAUSED"] {
            let wide = 6 * word.len() - 2;
            assert!(letters(word).iter().all(|row| row.chars().count() == wide), "{word}");
        }
    }

    #[test]
    fn every_number_has_three_even_rows() {
        for number in 0..=10 {
            let wide = if number == 10 { 9 } else { 4 };
            assert!(digits(number).iter().all(|row| row.chars().count() == wide), "{number}");
        }
    }
}
