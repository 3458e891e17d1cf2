"""The pages that a reader comes by, and what a browser finds wrong with one."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

#: What the standards WCAG 2.1 A and AA ask for.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
#: Notices of a WebGL that is drawn in software: the machine has no graphics card.
DRIVER = ("GL Driver Message", "GroupMarkerNotSet", "Automatic fallback to software WebGL")


def addresses(site):
    """An address below the language for every sort of page, on things that the graph holds."""
    actor = site.entities.search("sartorius")[0].iri.rpartition("/id/")[2]
    finding = next(iter(site.findings))
    single = next(f.id for f in site.findings.values() if f.presence != "unknown" and f.evidence)
    fact = next(iri for f in site.findings.values() for iri in f.evidence if "/rel/" in iri)
    return {
        "home": "/",
        "search": "/search?q=sart",
        "chain": "/chain",
        "findings": "/findings",
        "unknown finding": f"/findings/{finding}",
        "finding": f"/findings/{single}",
        "what-if": f"/whatif?without=id:{actor}",
        "plan": "/plan",
        "browse": "/browse?kind=CDMO",
        "entity": f"/entity/{actor}",
        "fact": f"/fact/{fact.rpartition('/')[2]}",
        "map": "/map",
        "access": "/map/access",
        "graph": f"/graph?focus=https://w3id.org/biograph/id/{actor}",
        "questions": "/questions",
        "question": "/questions/actors/cdmos-by-modality",
        "chart": "/questions/actors/count-by-class?view=chart",
        "sparql": "/sparql",
        "data": "/data",
        "updates": "/updates",
        "pairs": "/pairs",
        "error": "/nowhere",
    }


@contextmanager
def watched(browser, *, width=1280, lang="fr"):
    """A page of a browser in a language, and the list of what went wrong on it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=f"{lang}-{'FR' if lang == 'fr' else 'GB'}",
        accept_downloads=True,
    )
    context.set_default_timeout(300_000)  # of a machine with much else to do
    page, wrong = context.new_page(), []
    page.on("console", lambda m: wrong.append(f"console: {m.text}") if serious(m) else None)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda r: wrong.append(f"asked {r.url}") if outside(r.url) else None)
    yield page, wrong
    context.close()


def serious(message):
    """Whether a line of the console is an error of the page; a 404 that is asked for is none."""
    told = message.text
    return message.type in {"error", "warning"} and not (
        any(known in told for known in DRIVER) or "status of 404" in told
    )


def outside(url):
    """Whether an address is not on this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"


def barriers(page):
    """What keeps readers with a keyboard, a screen reader or weak eyes out, in axe's words."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def overflow(page):
    """The pixels by which a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def until(page, expression):
    """Waits until something holds; Playwright's own way evaluates a text, which the CSP forbids."""
    for _ in range(6000):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)
