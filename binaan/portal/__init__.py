"""Pages for people without an account: putting oneself forward, answering, reading one's own card."""
