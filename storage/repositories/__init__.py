"""What use cases load and save, inside the transaction of their unit of work."""
