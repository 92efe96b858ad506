"""Our records in their JSON, and their JSON in our records."""
