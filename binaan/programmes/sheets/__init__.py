"""Papers and sheets of programmes."""
