"""Rules of planning and performance: pure, cited, without Django."""
