"""The pictures of the pages in ``docs/images/site``: ``make screenshots`` draws them anew.

Usage: ``python -m tests.serve.screenshots WORKSPACE FOLDER``.
"""

import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from biograph.serve.server import listening
from biograph.serve.site import Site
from tests.browser import launched
from tests.serve.walk import addresses, watched

#: What is shown in the docs: page, language and width of the window.
PICTURES = (
    *(("home", "fr", 1280), ("chain", "fr", 1280), ("finding", "fr", 1280), ("entity", "fr", 1280)),
    *(("what-if", "fr", 1280), ("map", "fr", 1280), ("graph", "fr", 1280), ("chart", "en", 1280)),
    *(("sparql", "en", 1280), ("browse", "en", 1280), ("chain", "fr", 360), ("entity", "en", 360)),
)
_HEIGHT = 1500  # pixels of a page that are shown at most


def main(workspace: Path, folder: Path) -> None:
    """Draw all pictures of the pages over the graph of a workspace."""
    folder.mkdir(parents=True, exist_ok=True)
    places = addresses(Site(workspace))
    with listening(workspace, host="127.0.0.1", port=0) as server, sync_playwright() as play:
        threading.Thread(target=server.wait, daemon=True).start()
        browser = launched(play)
        for name, lang, width in PICTURES:
            with watched(browser, width=width, lang=lang) as (page, _):
                page.goto(f"http://{server.address}/{lang}{places[name]}", timeout=120_000)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(1500)  # pictures that draw themselves
                height = min(page.evaluate("document.documentElement.scrollHeight"), _HEIGHT)
                path = folder / f"{name}.{lang}.{width}.jpg"
                page.screenshot(
                    path=path,
                    type="jpeg",
                    quality=75,
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": height},
                )
        browser.close()
        server.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
