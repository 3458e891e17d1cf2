"""Step 8: tables in, findings out."""
