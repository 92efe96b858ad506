"""HTTP signatures: who sent this, and did it arrive as it was sent? Two schemes, one answer."""
