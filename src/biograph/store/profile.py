"""How each sort of SPARQL server wants to be spoken to: its name in, paths and limits out.

What differs from the standard was measured on Oxigraph server 0.5.13 and Virtuoso 7.2.5; a server
that is neither is spoken to by the standard alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A sort of server.

    ``query`` and ``update`` are the paths of an address given without one; ``auth`` is ``basic`` or
    ``digest``. ``batch`` is the number of quads that one INSERT DATA may hold, ``largest`` the
    bytes of one request, which is one transaction. ``rows`` are those after which the server cuts
    an answer where nobody told it otherwise (0: it does not). ``timeout`` names the parameter of a
    query that takes its time limit in milliseconds. ``own`` are named graphs that the server keeps
    for itself and shows beside ours.
    """

    name: str
    query: str = ""
    update: str = ""
    auth: str = "basic"
    batch: int = 5_000
    largest: int = 32_000_000
    rows: int = 0
    timeout: str = ""
    own: tuple[str, ...] = ()


STANDARD = Profile(name="sparql")
OXIGRAPH = Profile(name="oxigraph", query="/query", update="/update")
VIRTUOSO = Profile(
    name="virtuoso",
    query="/sparql",
    update="/sparql-auth",
    auth="digest",
    batch=500,
    largest=8_000_000,
    rows=10_000,
    timeout="timeout",
    own=(
        "http://www.openlinksw.com/schemas/virtrdf#",
        "http://www.w3.org/ns/ldp#",
        "http://www.w3.org/2002/07/owl#",
        "http://localuriqaserver/sparql",
        "http://localhost:8890/DAV/",
        "http://localhost:8890/sparql",
    ),
)
PROFILES = (OXIGRAPH, VIRTUOSO, STANDARD)


def profile_of(server: str) -> Profile:
    """The profile of a server by its name, or by the ``Server`` header of its answers."""
    return next((p for p in PROFILES if server.lower().startswith(p.name)), STANDARD)
