//! Evenfall: a calm terminal companion for couples who are finding closeness again after
//! illness or surgery.
