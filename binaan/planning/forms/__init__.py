"""What a person may type into a plan."""
