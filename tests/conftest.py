"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On CI a test that skips for want of shared data fails: nobody reads the list of skips there."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and "shared data" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"On CI the shared data must be there. {report.longrepr}"
    return report
