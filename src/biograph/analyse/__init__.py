"""Step 8: tables in, findings out."""

from biograph.analyse.catalogue import all_findings, bottlenecks, finding, gaps
from biograph.analyse.claims import Verdict, verdicts
from biograph.analyse.plan.planning import plan
from biograph.analyse.plan.programme import Programme
from biograph.analyse.proof import Proof, explain, facts
from biograph.analyse.whatif.outcome import WhatIf
from biograph.analyse.whatif.question import whatif

__all__ = [
    "Programme",
    "Proof",
    "Verdict",
    "WhatIf",
    "all_findings",
    "bottlenecks",
    "explain",
    "facts",
    "finding",
    "gaps",
    "plan",
    "verdicts",
    "whatif",
]
