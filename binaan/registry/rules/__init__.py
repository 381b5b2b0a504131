"""Rules of the register: pure, cited, without Django."""
