"""Addresses that are no pages: files, IRIs of things, graphs to keep, decisions."""
