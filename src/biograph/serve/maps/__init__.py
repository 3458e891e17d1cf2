"""Where things are, and how far people live from care."""
