"""The verb: a stage reads a view and yields findings; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from standoff.record import Article, Finding, Span

F = TypeVar("F", bound=Finding)


class View(Protocol):
    """What a stage may look at: one article (`Doc`) or all of them (the ledger)."""

    def find(self, kind: type[F], /, **wanted: object) -> Iterable[F]:
        """The findings of one kind whose fields equal `wanted`, in the order they were found."""
        ...

    def articles(self) -> Iterable[Article]: ...

    def text(self, *spans: Span) -> str: ...


class Stage(Protocol):
    """A callable that declares which findings it `needs` and which it `makes`."""

    @property
    def name(self) -> str: ...
    @property
    def needs(self) -> frozenset[type[Finding]]: ...
    @property
    def makes(self) -> frozenset[type[Finding]]: ...

    def __call__(self, view: Any, /) -> Iterable[Finding]: ...


@dataclass(frozen=True, slots=True)
class FunctionStage:
    """A function made into a stage by `@stage`."""

    name: str
    needs: frozenset[type[Finding]]
    makes: frozenset[type[Finding]]
    function: Callable[[Any], Iterable[Finding]]

    def __call__(self, view: Any, /) -> Iterable[Finding]:
        return self.function(view)


def stage(
    *, makes: set[type[Finding]], needs: set[type[Finding]] | None = None
) -> Callable[[Callable[[Any], Iterable[Finding]]], FunctionStage]:
    """Make a function that reads a view and yields findings into a stage called by the function's name."""

    def made(function: Callable[[Any], Iterable[Finding]]) -> FunctionStage:
        return FunctionStage(function.__name__, frozenset(needs or ()), frozenset(makes), function)

    return made
