"""Putting the house up and taking it down: environments, database, training, the supervisor, measurements."""
