"""Debian's Chromium for all tests: one process, no name resolvable, only loopback in reach."""

import os
import shutil

import pytest

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def launched(play):
    """Chromium, started by Playwright with no name resolvable."""
    return play.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium that can resolve no name."""
    if shutil.which("chromium") is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = launched(play)
        yield started
        started.close()
