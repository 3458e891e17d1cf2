"""The graph explorer: what a reader chose in, the part of the network to draw and its files out."""
