"""Step 8: tables in, findings out."""

from biograph.analyse.catalogue import bottlenecks, gaps
from biograph.analyse.outcome import WhatIf
from biograph.analyse.planning import plan
from biograph.analyse.programme import Programme
from biograph.analyse.proof import Proof, explain
from biograph.analyse.whatif import whatif

__all__ = ["Programme", "Proof", "WhatIf", "bottlenecks", "explain", "gaps", "plan", "whatif"]
