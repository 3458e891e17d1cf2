"""``biograph doctor``: what is installed, what is missing and what that costs."""

from __future__ import annotations

from biograph import doctor as looking
from biograph.cli.shared import DEFAULT_WORKSPACE, Json, Lang, Language, Workspace, print_json


def doctor(
    workspace: Workspace = DEFAULT_WORKSPACE, lang: Lang = Language.FR, as_json: Json = False
) -> None:
    """Look at this machine and this workspace, and say how to mend what is missing.

    Example: biograph doctor --json
    """
    found = list(looking.diagnose(workspace))
    if as_json:
        print_json(found)
        return
    for item in found:
        print(f"{'ok ' if item.fine else '-- '} {item.name:<26} {item.found}")
        if not item.fine:
            cost = getattr(item.cost, lang)
            print(f"     {cost}{' -> ' if cost else ''}{item.mend}")
