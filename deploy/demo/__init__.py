"""A sample chapter that one would like to join, made through the same use cases that people use."""
