"""What if somebody were gone, or came: words of a user in, what stops and what is left out."""
