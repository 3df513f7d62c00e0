//! What holds natively, in Node and in a browser alike: one program for the three, since each is linked and bound anew.

mod equal_bytes;
mod next_packets;
mod scenarios;
