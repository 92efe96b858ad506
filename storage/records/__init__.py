"""Rows to records and back, for repositories and queries alike."""
