"""What the graph says about one thing: names, facts, evidence, place, history."""
