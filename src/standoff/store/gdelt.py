"""Events as GDELT 2.0 publishes them: sixty-one columns parted by tabs, without a header, one row for each pair."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

from standoff.codes import cameo
from standoff.codes.goldstein import goldstein
from standoff.codes.states import fips
from standoff.record.as_json import Record
from standoff.store.coded import CodedEvent
from standoff.store.rows import Party, day_of, number, pairs

SIDE = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
TYPES = ("Type1Code", "Type2Code", "Type3Code")
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{part}" for n in (1, 2) for part in (*SIDE, *TYPES)),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in GEO),
    *("DATEADDED", "SOURCEURL"),
)
NOWHERE = ("0", *("",) * (len(GEO) - 1))
# CAMEO's country codes where they are not those of ISO 3166-1 (CAMEO.country.txt at GDELT).
CAMEO_COUNTRY = {"IMN": "IMY", "MNE": "MTN", "ROU": "ROM", "TLS": "TMP"}
# CAMEO's roles by PLOVER's sectors; the others (a party, believers) have none of their own.
SAME = "AGR BUS COP CRM CVL EDU ELI GOV IGO JUD LAB LEG MED MIL NGO OPP REB REF SPY UAF"
CAMEO_ROLE = {**{role: role for role in SAME.split()}, "JRN": "MED", "PRM": "UAF", "SOC": "CVL"}


def rows(record: Record, coded: CodedEvent) -> Iterator[tuple[str, ...]]:
    """The rows of one event.  Its date is the event's first day, else the day of publication, else empty."""
    article, event = record["article"], coded.event
    day = day_of(record, coded)
    code = cameo(coded.type, coded.mode)
    scale = goldstein(code)
    for n, (actor, recipient) in enumerate(pairs(record, coded), 1):
        yield (
            str(_number_of(f"{article['id']}_{event['id']}_{n}")),
            *_dates(day),
            *_side(actor),
            *_side(recipient),
            "",  # whether it stands in the lead: the record does not say where the lead ends
            code,
            code[:3],
            code[:2],
            str(_quad(code)),
            number(scale),
            *("1", "1", "1", ""),
            *NOWHERE,
            *NOWHERE,
            *_place(coded),
            _added(record),
            article["url"] or "",
        )


def _number_of(name: str) -> int:
    """A number of at most 63 bits that is the same for the same name."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _dates(day: date | None) -> tuple[str, ...]:
    """The day, month, year, and year with its fraction, which takes each month for thirty days as GDELT does."""
    if day is None:
        return ("",) * 4
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    digits = day.isoformat().replace("-", "")
    return (digits, digits[:6], digits[:4], f"{fraction:.4f}")


def _side(one: Party | None) -> tuple[str, ...]:
    if one is None:
        return ("",) * (len(SIDE) + len(TYPES))
    # a body of several states is told by its role, IGO
    state = "" if one.country == one.sector else one.country or ""
    country = CAMEO_COUNTRY.get(state, state)
    role = CAMEO_ROLE.get(one.sector or "", "")
    return (country + role, (one.name or one.text).upper(), country, "", "", "", "", role, "", "")


def _quad(code: str) -> int:
    """GDELT's class, which goes by CAMEO's root: it has investigating among the cooperative, protest among the verbal.

    Cuts: 01-05 verbal cooperation, 06-09 material cooperation, 10-14 verbal conflict, 15-20 material conflict.
    """
    root = int(code[:2])
    return 1 + sum(root > last for last in (5, 9, 14))


def _place(coded: CodedEvent) -> tuple[str, ...]:
    where = coded.event["where"]
    if where is None:
        return NOWHERE
    state, feature = where["country"], where.get("feature")
    code = (fips(state) if state else None) or ""
    american = state == "USA"
    whole = feature == "country"
    kind = 1 if whole else (2 if american else 5) if feature == "region" else 3 if american else 4
    return (
        *(str(kind), where["name"], code, code if whole else "", ""),
        *(number(where["lat"]), number(where["lon"]), code if whole else ""),
    )


def _added(record: Record) -> str:
    """The moment of publication in UTC, YYYYMMDDHHMMSS; midnight where only the day is known."""
    article = record["article"]
    if moment := article.get("published_at"):
        return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return f"{article['published']}000000".replace("-", "") if article["published"] else ""
