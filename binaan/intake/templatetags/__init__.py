"""Tags of the room `intake`."""
