//! Types whose content is never printed, whoever formats them.

/// Gives each type a `Debug` that names the type and nothing in it.
macro_rules! unprinted {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}

pub(crate) use unprinted;
