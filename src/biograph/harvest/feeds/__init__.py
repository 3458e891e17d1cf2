"""One module a live source: pages since a date in, records out."""
