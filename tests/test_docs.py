"""What README and docs show is what happens: each block of Python runs, each verb and exit code is told."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from standoff import cli

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = PAGES[0].read_text(encoding="utf-8")
REPORT = """\
The gates stay shut

KARROW, 5 May 2031 - "Not a single gate will move," Ilse Harrant, the foreign minister, said on Monday.

She denied that anything had changed since the two governments signed a treaty in 2009.
"""


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_of_the_page_runs_and_prints_something(page: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    for code in blocks(page):
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr
        assert "cdnjs" not in (ROOT / "docs" / "demo.svg").read_text(encoding="utf-8")
    assert "Harrant" in ran.stdout


@pytest.mark.parametrize("verb", cli.verbs.commands)
def test_each_verb_is_in_the_readme(verb: str) -> None:
    assert f"`standoff {verb}" in README


def test_the_exit_codes_of_the_readme_are_those_of_the_help() -> None:
    told = dict(re.findall(r"^\| (\d+) \| (.+) \|$", README, re.MULTILINE))
    assert told == dict(re.findall(r"^  (\d+) +(.+)$", cli.EXIT_CODES, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_picture_is_a_picture_of_the_sample_crisis() -> None:
    picture = ET.parse(ROOT / "docs" / "demo.svg")
    assert "cdnjs" not in (ROOT / "docs" / "demo.svg").read_text(encoding="utf-8")
    assert "Harrant" in " ".join(picture.getroot().itertext()).replace("\xa0", " ")
