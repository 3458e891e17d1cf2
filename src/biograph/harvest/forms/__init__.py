"""What several live sources do alike with their answers, one form of answer a module."""
