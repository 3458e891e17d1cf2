"""Tokens in, the chance of each label for each token out: a small trained transformer."""
