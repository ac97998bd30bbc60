"""Marks on the words: sentences, and mentions of people, groups, places, times and amounts."""
