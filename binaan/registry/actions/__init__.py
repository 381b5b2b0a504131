"""Writes to the register: every one says by whom, and leaves an audit line."""
