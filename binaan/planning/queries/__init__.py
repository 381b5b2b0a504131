"""What is read of plans; the user first."""
