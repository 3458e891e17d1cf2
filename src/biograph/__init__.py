"""biograph: a knowledge graph of French biotherapy value chain, each fact with its evidence."""

__version__ = "0.1.0"
