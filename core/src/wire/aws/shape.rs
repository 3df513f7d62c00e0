//! Shapes that are all alike: every field may be left out or `null`, and is left out where it says nothing.

/// Declares shapes of the API.
macro_rules! shapes {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, crate::wire::shape::Shape)]
        #[shape(names = "PascalCase", optional)]
        pub struct $name {$(
            $(#[$field_meta])*
            #[shape(skip)]
            pub $field: $type,
        )*}
    )*};
}

pub(super) use shapes;
