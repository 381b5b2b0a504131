"""Reading the register; the first argument is who asks."""
