"""Step 1, for documents that are no rows: bytes of a page, a PDF or an article in, prose out."""
