"""Lists of actors: read and checked, compiled, changed by a person's own lines, imported from open tables."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from standoff.actors import Actors, Context, actors_from, resolve
from standoff.actors.gazetteer import Entry, checked, entries
from standoff.actors.importers import imported
from standoff.actors.index import CORE, Compiled, InMemory, compile_to, core
from standoff.actors.names import fold, loosen
from standoff.actors.overrides import overrides_in
from standoff.errors import GazetteerError

ROLE = {"title": "President of Karrow", "office": "head of state", "country": "KRW", "sector": "GOV"}
HARRANT: dict[str, Any] = {"id": "p:h", "name": "Ilse Harrant", "kind": "person", "country": "KRW", "sector": "GOV"}
HARRANT |= {"aliases": {"surname": ["Harrant"]}, "roles": [ROLE | {"from": "2020", "to": None, "as_of": "2030-06"}]}
KARROW: dict[str, Any] = {"id": "krw", "name": "Karrow", "kind": "country", "country": "KRW", "sector": None}
KARROW |= {"aliases": {"adjective": ["Karrowan"], "acronym": ["KRO"]}}


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def role(start: str | None, end: str | None, as_of: str | None = "2030-06") -> Entry:
    return checked(HARRANT | {"roles": [ROLE | {"from": start, "to": end, "as_of": as_of}]}, "here")


@pytest.mark.parametrize(
    ("start", "end", "day", "status"),
    [
        ("2020-01-10", "2024-05-01", "2020-01-10", "valid"),
        ("2020-01-10", "2024-05-01", "2024-04-30", "valid"),
        ("2020-01-10", "2024-05-01", "2024-05-01", "stale"),
        ("2020-01-10", None, "2030-06-30", "valid"),
        ("2020-01-10", None, "2030-07-01", "unknown"),
        (None, None, "2025-01-01", "unknown"),
        ("2020", None, "2020-07-01", "unknown"),
        ("2020", None, "2021-01-01", "valid"),
        ("2020", "2024", "2024-03-01", "unknown"),
        ("2020", "2024-02", "2024-03-01", "stale"),
        ("2020-12", "2024", "2020-11-30", "stale"),
    ],
)
def test_a_role_says_whether_it_was_held_on_a_day(start: str | None, end: str | None, day: str, status: str) -> None:
    assert role(start, end).roles[0].on(date.fromisoformat(day)) == status


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "line 1: wanted a JSON object"),
        ("[]", "line 1: wanted a JSON object, got []"),
        (KARROW | {"id": ""}, "a text as 'id'"),
        (KARROW | {"kind": "planet"}, "a kind out of country"),
        (KARROW | {"country": "Karrow"}, "three capital letters, or null, got 'Karrow'"),
        (KARROW | {"sector": "XYZ"}, "a sector out of"),
        (KARROW | {"aliases": {"nick": ["K"]}}, "aliases as lists of texts"),
        (KARROW | {"aliases": {"full": "K"}}, "aliases as lists of texts"),
        (HARRANT | {"roles": [{"office": "other"}]}, "a title in each role"),
        (HARRANT | {"roles": [ROLE | {"office": "boss"}]}, "an office out of"),
        (HARRANT | {"roles": [ROLE | {"from": "2024-13"}]}, "YYYY-MM-DD as 'from', or null, got '2024-13'"),
        (HARRANT | {"roles": [ROLE | {"from": "2024", "to": "2020"}]}, "an end after the start 2024"),
    ],
)
def test_a_bad_line_is_told_with_its_file_and_number(tmp_path: Path, row: object, says: str) -> None:
    path = written(tmp_path / "bad.jsonl", row)
    with pytest.raises(GazetteerError, match=r"bad\.jsonl") as told:
        list(entries(path))
    assert says in str(told.value)


def test_an_id_comes_once_in_a_file(tmp_path: Path) -> None:
    path = written(tmp_path / "twice.jsonl", KARROW, "", KARROW)
    with pytest.raises(GazetteerError, match="line 3: wanted each id once, got 'krw' as on line 1"):
        list(entries(path))


@pytest.mark.parametrize("name", ["no.jsonl", "cut.jsonl.gz", "latin.jsonl"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(json.dumps(KARROW).encode() * 50)[:40])
    (tmp_path / "latin.jsonl").write_bytes('{"name": "Kärrow"}'.encode("latin-1"))
    with pytest.raises(GazetteerError, match="wanted JSON lines in UTF-8"):
        list(entries(tmp_path / name))


def test_the_lists_that_come_with_standoff_are_sound() -> None:
    seen: dict[str, str] = {}
    for path in sorted(CORE.glob("*.jsonl")):
        for row, _entry in entries(path):
            assert seen.setdefault(row["id"], path.name) == path.name
    assert seen
    assert core() is core()


@pytest.mark.parametrize(
    ("one", "other"),
    [("The U.N.", "un"), ("Kärrow", "karrow"), ("Østria", "ostria"), ("Sa’ar", "saar"), ("Al-Noor", "al noor")],
)
def test_names_are_folded(one: str, other: str) -> None:
    assert fold(one) == other


def test_spellings_of_one_name_share_a_key_and_other_names_do_not() -> None:
    keys = [loosen(fold(name)) for name in ("Aleksandr Mikhailov", "Alexander Mikhaylov", "Aleksandr Mironov")]
    assert keys[0] == keys[1] != keys[2]
    assert loosen("harrant") is None


def test_a_compiled_table_answers_as_memory_does_and_is_made_once(tmp_path: Path) -> None:
    source, out = written(tmp_path / "a.jsonl", KARROW, HARRANT), tmp_path / "index.db"
    assert compile_to(out, [source])
    assert not compile_to(out, [source])
    table, memory = Compiled(out), InMemory([KARROW, HARRANT])
    assert list(table.hits("karrowan")) == list(memory.hits("karrowan")) != []
    key = loosen("ilse harrant")
    assert key
    assert [hit.id for hit in table.alike(key)] == [hit.id for hit in memory.alike(key)] == ["p:h"]
    assert table.entry("p:h") == memory.entry("p:h") == checked(HARRANT, "")
    assert list(table.holders("KRW", "head of state")) == list(memory.holders("KRW", "head of state")) != []
    assert table.entry("nobody") is None
    table.close()
    written(source, KARROW)
    assert compile_to(out, [source])
    changed = Compiled(out)
    assert changed.entry("p:h") is None
    changed.close()


def test_a_bad_source_leaves_the_old_table_and_nothing_half_written(tmp_path: Path) -> None:
    source, out = written(tmp_path / "a.jsonl", KARROW), tmp_path / "index.db"
    compile_to(out, [source])
    before = out.read_bytes()
    written(source, KARROW, "{")
    with pytest.raises(GazetteerError, match="line 2"):
        compile_to(out, [source])
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "index.db"]


def test_another_file_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such file"):
        Compiled(tmp_path / "none.db")
    with pytest.raises(GazetteerError, match="wanted a compiled gazetteer"):
        Compiled(written(tmp_path / "text.db", "hello"))


def changed(folder: Path, *rows: object) -> Actors:
    written(folder / "mine.jsonl", *rows)
    return Actors([InMemory([KARROW, HARRANT])], overrides_in(folder))


def test_own_lines_add_name_forbid_and_merge(tmp_path: Path) -> None:
    own = {"do": "add", "id": "me:kro", "name": "KRO", "kind": "ngo", "country": "NGO", "sector": "SOC"}
    actors = changed(
        tmp_path,
        own,
        {"do": "alias", "id": "p:h", "aliases": {"full": ["Iron Ilse"]}},
        {"do": "forbid", "name": "Ilse Harrant"},
        {"do": "forbid", "id": "krw", "name": "Karrowan"},
    )
    kro, iron = resolve("KRO", Context(), actors), resolve("Iron Ilse", Context(), actors)
    assert kro
    assert kro.id == "me:kro"
    assert iron
    assert iron.id == "p:h"
    assert resolve("Ilse Harrant", Context(), actors) is None
    assert resolve("Karrowan", Context(), actors) is None
    assert resolve("Karrow", Context(), actors)


def test_merged_actors_are_one(tmp_path: Path) -> None:
    twin = {**HARRANT, "do": "add", "id": "p:twin", "name": "I. Harrant"}
    actors = changed(tmp_path, twin, {"do": "merge", "from": "p:twin", "into": "p:h"})
    found = resolve("I. Harrant", Context(), actors)
    assert found
    assert found.id == "p:h"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"do": "rename"}, "wanted as 'do' one of add, alias, forbid, merge, got 'rename'"),
        ({"do": "add", "id": "x"}, "a text as 'name'"),
        ({"do": "alias", "id": "p:h", "aliases": {}}, "alias types"),
        ({"do": "alias", "id": "p:h", "aliases": {"full": [1]}}, "a list of texts"),
        ({"do": "alias", "id": "nobody", "aliases": {"full": ["N"]}}, "speak of 'nobody'"),
        ({"do": "forbid"}, "a text as 'name'"),
        ({"do": "merge", "from": "krw", "into": "krw"}, "two different actors"),
        ({"do": "merge", "from": "krw", "into": "nobody"}, "speak of 'nobody'"),
    ],
)
def test_a_bad_own_line_is_told(tmp_path: Path, row: object, says: str) -> None:
    with pytest.raises(GazetteerError) as told:
        changed(tmp_path, row)
    assert says in str(told.value)


def test_merges_cannot_go_in_circles(tmp_path: Path) -> None:
    rows = [{"do": "merge", "from": "krw", "into": "p:h"}, {"do": "merge", "from": "p:h", "into": "krw"}]
    with pytest.raises(GazetteerError, match="merged already"):
        changed(tmp_path, *rows)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="wanted a folder"):
        actors_from(tmp_path / "none")


def test_a_merged_table_is_imported(tmp_path: Path) -> None:
    held = {"role": "Minister of Defence", "from": "2021-01-01", "to": "2024-21", "country": "KRW", "sector": "GOV MIL"}
    rows = [
        {"id": "k", "name": "Karrow", "kind": "country", "country": "KRW", "sector": "", "metonyms": ["Velm"]},
        {"id": "h", "name": "Ilse Harrant", "kind": "person", "country": "KRW", "sector": "GOV MIL", "roles": [held]},
        {"id": "b", "name": "Velm Metals", "kind": "bus", "country": "MNC", "sector": "MNC", "aliases": ["VM"]},
    ]
    state, person, firm = imported(written(tmp_path / "merged.jsonl", *rows))
    assert (state["sector"], state["aliases"]["metonym"]) == (None, ["Velm"])
    assert person["roles"][0] == {
        "title": "Minister of Defence",
        "office": "defence minister",
        "country": "KRW",
        "sector": "GOV",
        "from": "2021-01-01",
        "to": None,
        "as_of": None,
    }
    assert (firm["kind"], firm["sector"]) == ("company", "BUS")


def test_tables_of_office_holders_and_of_armed_groups_are_imported(tmp_path: Path) -> None:
    head = "position,person,personID,start,end\n"
    table = tmp_path / "holders.csv"
    table.write_text(head + "Prime Minister,Ilse Harrant,Q1,2020-02,2021\nMinister of Tides,Ilse Harrant,Q1,2021,\n")
    (person,) = imported(table, country="KRW")
    assert [role["office"] for role in person["roles"]] == ["head of government", "other"]
    with pytest.raises(GazetteerError, match="line 2: wanted a country"):
        list(imported(table))
    groups = tmp_path / "groups.csv"
    groups.write_text(
        "ActorId,NameData,NameOrig,Org,Location\n3,Government of Karrow,,4,Nowhere\n7,Ash Front,AF,1,Nowhere\n"
    )
    (group,) = imported(groups)
    assert (group["id"], group["name"], group["sector"], group["country"]) == ("ucdp:7", "Ash Front", "REB", None)


def test_a_table_of_another_shape_is_told(tmp_path: Path) -> None:
    table = tmp_path / "other.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(GazetteerError, match="got a, b"):
        list(imported(table))
