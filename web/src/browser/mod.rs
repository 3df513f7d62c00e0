//! Everything the page asks of the browser: storage, clipboard, files, clock. Nothing here knows the network.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod load;
pub mod overlay;
pub mod read;
pub mod shelf;
pub mod storage;
