"""What was read, as rows that leave Standoff."""
