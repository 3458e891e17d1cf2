"""Step 8: tables in, findings out."""

from biograph.analyse.bottlenecks import bottlenecks
from biograph.analyse.gaps import gaps
from biograph.analyse.proof import Proof, explain

__all__ = ["Proof", "bottlenecks", "explain", "gaps"]
