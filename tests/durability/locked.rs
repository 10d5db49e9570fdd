//! The same with files locked: turning it on and off, changing what opens them, and everything
//! that happens in a folder where they are.

pub mod cuts;
mod damage;
pub mod faults;
mod mutants;
mod recovering;
pub mod rows;
pub mod scene;
