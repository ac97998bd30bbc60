"""The pipeline over many articles: here on this machine."""

from standoff.run.here import annotate_all

__all__ = ["annotate_all"]
