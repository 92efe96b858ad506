"""What is done with each kind of activity that comes in: one file for each, and one table."""
