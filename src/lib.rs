//! Evenfall: a calm terminal companion for couples who are finding closeness again after
//! illness or surgery.
//!
//! Six floors, each looking only down: `main` with [`cli`]; the two front ends [`ui`] and
//! [`mod@line`], which know nothing of each other; [`session`] and [`export`]; [`store`]; [`domain`].
//! Beside them stand a few small rooms of the edge: [`clock`], [`random`], [`typing`],
//! [`desktop`] and [`demo`].

pub mod cli;
pub mod clock;
pub mod demo;
pub mod desktop;
pub mod domain;
pub mod export;
pub mod line;
pub mod random;
pub mod session;
pub mod store;
pub mod typing;
pub mod ui;
