"""What a stage yields: a finding points at words of an article, is never edited, and is signed by its stage."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields

from standoff.record.article import Span

# Who found it and how sure it is: not part of what is found, so they stay out of the id.
UNSIGNED = frozenset({"stage", "confidence", "act_confidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something found in the article with the id `article`, by the stage called `stage`."""

    article: str
    stage: str = ""

    @property
    def id(self) -> str:
        """32 hexadecimal digits made from what is found, not from who found it: a rerun adds nothing."""
        what = [type(self).__name__]
        what += [json.dumps(getattr(self, f.name), default=str) for f in fields(self) if f.name not in UNSIGNED]
        return hashlib.blake2b("\x00".join(what).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Finding):
    """What went wrong with one article, in plain words; `span` where in its text, if anywhere."""

    message: str
    span: Span | None = None
