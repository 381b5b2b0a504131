"""A dozen journeys in a real browser: what a person comes to do, from sign-in to done."""
