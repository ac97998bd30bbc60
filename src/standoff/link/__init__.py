"""Who and what the words mean."""
