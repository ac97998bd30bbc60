"""Words of the news made safe to print: nothing in them moves the cursor, colours the screen or turns a line round."""

from __future__ import annotations

import re
import unicodedata

# Zero-width joiners shape letters of some scripts; every other invisible control is shown as a mark instead.
HARMLESS = "\u200c\u200d"
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
MARK = "\ufffd"


def plain(words: str) -> str:
    """`words` on one line, each run of white space one blank, each control character a visible mark."""
    return "".join(_visible(character) for character in re.sub(r"[ \t\r\n\u2028\u2029]+", " ", words)).strip()


def shortened(words: str, limit: int) -> str:
    """`words` whole if they have at most `limit` characters, else cut between two words, with "…" for the rest.

    A quotation that is cut open is closed again, with the mark it opened with.
    """
    if len(words) <= limit:
        return words
    kept = words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-")
    closing = {"“": "”", '"': '"', "‘": "’", "«": "»"}.get(words[0], "")
    return f"{kept} …{'' if not closing or closing in kept[1:] else closing}"


def _visible(character: str) -> str:
    if character.isprintable() or character in HARMLESS:
        return character
    if character == "\xad":  # a soft hyphen only says where the page's own lines may break
        return ""
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))  # the picture of the control character: ESC becomes ␛
    return MARK if unicodedata.category(character) in HIDDEN else " "
