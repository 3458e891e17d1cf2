"""Step 1, the only door to the network: sources and recorded files in, records out."""
