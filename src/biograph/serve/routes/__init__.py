"""Addresses that are no pages: files, IRIs of things, decisions."""
