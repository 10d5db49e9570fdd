//! The `evenfall` program.

fn main() {}
