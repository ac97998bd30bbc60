"""How much of anything `read` takes in before it refuses: every number that guards it, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where `read` stops; sizes in bytes, times in seconds.

    A source beyond a limit is a `SourceError`, a text beyond `characters` is cut and says so in a `Problem`.
    """

    # The largest of 149 real news pages measured has 1.3 MB; a text of 16 MiB is a book, not a report.
    bytes: int = 16 * MIB
    # The longest of 3,460 reports measured has 177,000 characters.
    characters: int = 1_000_000
    # One JSONL line holds one report: its text, escaped, is seldom over 1 MB.
    line_bytes: int = 16 * MIB
    # Those 149 pages took 0.1 s each on a busy machine, the slowest 2.9 s; one of 889 kB can be made to take 30 s.
    page_cpu_seconds: int = 10
    # The clock may run far ahead of the CPU on a busy machine.
    page_seconds: float = 60.0
    # The child never asked for more than 245 MB over those pages.
    page_memory: int = 1536 * MIB
    # The whole of a fetch: looking the name up, every redirect, the last byte.
    fetch_seconds: float = 30.0
    # Browsers follow 20; news sites use two or three (http to https, to www, to the canonical address).
    redirects: int = 5
    # A named pipe that nobody writes to would wait for ever.
    pipe_seconds: float = 30.0
    # Off, so that an address handed in by a stranger cannot make this machine ask its own network.
    private_addresses: bool = False


USUAL = Limits()
