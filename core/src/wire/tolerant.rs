//! Reading what tools write: `null` where AWS leaves a key out.

use serde::{Deserialize, Deserializer};

/// Reads `null` as the default, for lists and texts that some collectors write so.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}
