"""The whole way of the data as one plan: harvest, extract, link, load, find, draw."""
