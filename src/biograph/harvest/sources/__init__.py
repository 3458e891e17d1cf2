"""One module a provider: its declared columns in, records, entries and declared claims out."""
