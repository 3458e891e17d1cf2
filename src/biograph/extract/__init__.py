"""Step 3: documents in, mentions and claims with their evidence out."""
