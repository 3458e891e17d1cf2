"""Step 8: tables in, findings out."""

from biograph.analyse.catalogue import bottlenecks, gaps
from biograph.analyse.proof import Proof, explain

__all__ = ["Proof", "bottlenecks", "explain", "gaps"]
