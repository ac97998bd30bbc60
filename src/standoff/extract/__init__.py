"""What the words say: who said what."""
