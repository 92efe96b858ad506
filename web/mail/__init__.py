"""Mail that leaves: what a letter is, how it looks, and how it is sent."""
