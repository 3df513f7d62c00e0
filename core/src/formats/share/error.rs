//! What can be wrong with a link.

use super::LONGEST;
use crate::formats::document::DocumentError;

/// Why a link does not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShareError {
    /// A part is missing, or a character is another than it was.
    #[error("this link is cut off or was changed on its way; ask for it again, or for the file")]
    Damaged,
    /// No version stands in front.
    #[error("this link carries no document: one begins with a number and a point, as `#2.` does")]
    NoVersion,
    /// The link is whole, but what it carries is no document.
    #[error("this link carries no document: {0}")]
    NotADocument(DocumentError),
    /// What is packed inside is larger than any document that fits a link.
    #[error("this link unpacks to more than a link may carry; ask for the file")]
    TooLarge,
    /// The link itself is too long.
    #[error("this link has {length} characters, and no more than {LONGEST} are read; ask for the file")]
    TooLong {
        /// Its length in characters.
        length: usize,
    },
    /// A later release made the link.
    #[error("this link has version `{version}`, which a later release made; open it there")]
    UnknownVersion {
        /// The version.
        version: String,
    },
}

impl ShareError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ShareError::Damaged => "LINK_DAMAGED",
            ShareError::NoVersion => "LINK_NO_VERSION",
            ShareError::NotADocument(_) => "LINK_NOT_A_DOCUMENT",
            ShareError::TooLarge => "LINK_TOO_LARGE",
            ShareError::TooLong { .. } => "LINK_TOO_LONG",
            ShareError::UnknownVersion { .. } => "LINK_UNKNOWN_VERSION",
        }
    }
}
