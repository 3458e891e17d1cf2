"""Step 4: mentions and register entries in, entities and links out."""
