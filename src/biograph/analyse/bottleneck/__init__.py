"""Bottleneck analyses: one module a question, each from what the graph knows to findings."""
