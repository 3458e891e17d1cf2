"""Step 10, the place where people look: pages and a SPARQL endpoint over one graph."""
