"""What all tests share: the folder of shared data where there is one, and what CI makes of its absence."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On CI a test that skips for want of shared data fails: nobody reads the list of skips there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and "shared data" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"On CI the shared data must be there. {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with news that may be tried and not published."""
    there = os.environ.get("STANDOFF_SHARED")
    folder = Path(there) if there else Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"the shared data are absent: there is no folder {folder} (set STANDOFF_SHARED)")
    return folder
