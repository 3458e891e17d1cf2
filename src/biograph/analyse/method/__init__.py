"""Methods: numbers, circuits and arrays in and out; nothing here knows of graphs or questions."""
