//! Why a text cannot be read at all.

/// The longest text that is read, in bytes: 200 MB. A page says so before it reads a file.
pub const MAX_BYTES: usize = 200_000_000;

/// Why a text is no description at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Longer than [`MAX_BYTES`].
    #[error("the text has {bytes} bytes and the limit is {MAX_BYTES}: describe fewer resources at a time")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Nothing but blanks.
    #[error("the text is empty: paste what `aws ec2 describe-security-groups` prints")]
    Empty,
    /// It ends in the middle.
    #[error("the text ends in the middle, at line {line}, column {column}: copy the whole output")]
    CutShort {
        /// The last line.
        line: usize,
        /// The last column.
        column: usize,
    },
    /// No JSON.
    #[error("line {line}, column {column} is not JSON ({why}): call the AWS CLI with `--output json`")]
    NotJson {
        /// Where it stops being JSON.
        line: usize,
        /// The column there.
        column: usize,
        /// What is wrong.
        why: String,
    },
    /// JSON, but no object.
    #[error("the text is {found}, not an object with a key such as `SecurityGroups`: leave out `--query`")]
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// An object without any key that is known.
    #[error("no key is known ({keys}): one such as `SecurityGroups` or `NetworkInterfaces` is expected")]
    NothingKnown {
        /// The first of its keys.
        keys: String,
    },
}
