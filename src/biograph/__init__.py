"""biograph: a knowledge graph of the French biotherapy value chain, every fact with its evidence."""

__version__ = "0.1.0"
