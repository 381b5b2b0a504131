"""The demo office's own plan, without a mistake: Renstra, Renja, DPA and PK, with closed quarters."""
