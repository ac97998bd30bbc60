"""The trained reader of English: words, sentences, trees, names and attributions of a text."""

from standoff.language.reading import Attribution, Name, Reading

__all__ = ["Attribution", "Name", "Reading"]
