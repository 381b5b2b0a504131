"""What the desk, the figures, the directory and the reconciliation read; first who is asking."""
