"""Step 5, the graph: claims and entities in, quads on disk out."""
