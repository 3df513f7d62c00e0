#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sg_fuzz::rule_form(data));
