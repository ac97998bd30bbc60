"""The act of a statement and the type of the event that its words are, chosen together: an accusation is an ACCUSE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from standoff.language.decode import TYPES
from standoff.language.reading import Attribution, Happening
from standoff.record.claims import ACTS

LEAST = 1e-6


def agreed(
    said: Sequence[Attribution], done: Sequence[Happening], table: Sequence[Sequence[float]]
) -> tuple[list[Attribution], list[Happening]]:
    """Both, with the acts and types that are likeliest together.

    `table` (16 acts, 16 types and a last place for no event) is how much likelier an act and a type are of one word
    than they were if they had nothing to do with each other, as a logarithm.  Each attribution must have its `acts`.
    An event keeps the confidence it had.
    """
    at = {one.at: k for k, one in enumerate(done)}
    events = list(done)
    weights = np.array(table)
    out = []
    for one in said:
        k = next((at[word] for first, last in one.cue for word in range(first, last) if word in at), None)
        acts = np.log(np.array(one.acts) + LEAST)
        if k is None:
            together = acts + weights[:, -1]
            act = int(together.argmax())
        else:
            both = acts[:, None] + np.log(np.array(events[k].chances[:-1]) + LEAST)[None, :] + weights[:, :-1]
            act, kind = divmod(int(both.argmax()), len(TYPES))
            events[k] = replace(events[k], kind=TYPES[kind])
            together = np.logaddexp.reduce(both, axis=1)
        chances = np.exp(together - together.max())
        out.append(replace(one, act=ACTS[act], act_confidence=float(chances[act] / chances.sum())))
    return out, events
