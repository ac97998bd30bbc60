"""What was found, in a form that a person likes to read."""
