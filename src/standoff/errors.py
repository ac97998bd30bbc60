"""What Standoff raises, as one tree: every error is a `StandoffError` and says what was wanted and what there is."""

__all__ = [
    "ArticleError",
    "FetchError",
    "GazetteerError",
    "GoldError",
    "PageError",
    "PipelineError",
    "SourceError",
    "StandoffError",
    "WeightsError",
]


class StandoffError(Exception):
    """Anything Standoff raises on purpose; its text is meant for the person at the keyboard."""


class SourceError(StandoffError):
    """A source given to `read` cannot be read: absent, unreadable, too large, not text."""


class FetchError(SourceError):
    """An address cannot be fetched: refused, unreachable, private, too large, too slow."""


class PageError(SourceError):
    """A page holds no report, or could not be taken apart within its limits."""


class ArticleError(StandoffError, ValueError):
    """An article or a span that cannot be: offsets outside the text, an end before its start."""


class GoldError(StandoffError, ValueError):
    """Golden marks that cannot be read, or whose report is absent or another than the one that was marked."""


class GazetteerError(StandoffError, ValueError):
    """A list of actors that cannot be read, fetched or written: the file, the line, what was wanted, what there is."""


class PipelineError(StandoffError, ValueError):
    """Stages in an order that cannot work, or a stage that yields what it did not declare."""


class WeightsError(StandoffError):
    """The reader of English has no weights, or weights that do not fit this version."""
