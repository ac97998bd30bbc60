"""How well Standoff reads: its records against reports that people marked."""
