"""What the client knows of manners, without a socket: addresses, pace, robots, outcomes."""
