"""What a browser asks of programmes."""
