"""Graph pages that stand alone, within the site: a page made by pyvis in, an answer out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.serve.page import Answer
from biograph.view.drawn import SANDBOX

if TYPE_CHECKING:
    from biograph.model import Text

_OWN_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
#: The policy that cuts a page off from the rest of the site.
CUT_OFF = f"sandbox {SANDBOX}"


def drawing(title: Text, page: str) -> Answer:
    """The page under the policy that it sets itself, and cut off from the rest of the site.

    It allows its own scripts by their digests, where other pages allow none in line.
    """
    own = _OWN_POLICY.search(page)
    assert own is not None, "a drawing says which scripts are its own"
    return Answer(template="", title=title, document=page, policy=f"{own[1]}; {CUT_OFF}")
