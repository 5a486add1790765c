"""What a story is about: its day, places, people, sources, topics and section, each with its evidence."""
