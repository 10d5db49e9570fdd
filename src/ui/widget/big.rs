//! Digits three rows high.

/// The three rows of `number`.
#[must_use]
pub fn digits(number: u8) -> [String; 3] {
    let rows: [Vec<&str>; 3] = std::array::from_fn(|row| {
        number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')][row]).collect()
    });
    rows.map(|parts| parts.join(" "))
}

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
    fn every_number_has_three_even_rows() {
        for number in 0..=10 {
            let wide = if number == 10 { 9 } else { 4 };
            assert!(digits(number).iter().all(|row| row.chars().count() == wide), "{number}");
        }
    }
}
