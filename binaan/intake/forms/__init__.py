"""What a person says when a list comes in."""
