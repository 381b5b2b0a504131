"""What reports write: a printout, kept with its file and its figures."""
