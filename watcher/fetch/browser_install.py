"""What has to be installed before pages can be drawn, and what to say where it is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

from watcher.domain.errors import FetchError

VARIABLE = "WATCHER_CHROMIUM"
"""The environment variable that names the browser's program, where it is not found by itself."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Looked for on the PATH, in this order."""
EXTRA = "pip install 'terms-watcher[browser]'"


def find_chromium(environ: Mapping[str, str]) -> str:
    """The path of the browser's program. Raises FetchError ``browser`` where there is none."""
    path = environ.get("PATH", os.defpath)
    named = environ.get(VARIABLE, "")
    found = (shutil.which(name, path=path) for name in ((named,) if named else PROGRAMS))
    program = next((each for each in found if each), "")
    if program:
        return program
    if named:
        raise unable(f"{VARIABLE} names no program", f"let {VARIABLE} name the program of Chromium or Chrome")
    raise unable(
        "the page is to be drawn by a browser, and none is installed",
        f"install Chromium (Debian: apt install chromium), or let {VARIABLE} name its program",
    )


def missing_package() -> FetchError:
    """The Python package that drives the browser is not installed."""
    return unable("the page is to be drawn by a browser, and playwright is not installed", f"run {EXTRA}")


def unable(what: str, mend: str, *, transient: bool = False) -> FetchError:
    """The browser cannot do its work, whatever the page."""
    return FetchError(what, reason="browser", mend=mend, transient=transient)
