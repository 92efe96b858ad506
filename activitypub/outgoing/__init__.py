"""What is said abroad about each thing that happened: one file for each noun, and one table."""
