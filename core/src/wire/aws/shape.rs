//! Shapes that are all alike: every field may be left out or `null`, and is left out where it says nothing.

/// Whether a field says nothing.
pub(super) fn says_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares shapes of the API.
macro_rules! shapes {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "PascalCase", default)]
        pub struct $name {$(
            $(#[$field_meta])*
            #[serde(
                deserialize_with = "crate::wire::null_as_default",
                skip_serializing_if = "crate::wire::aws::shape::says_nothing"
            )]
            pub $field: $type,
        )*}
    )*};
}

pub(super) use shapes;
