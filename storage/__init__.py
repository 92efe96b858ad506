"""Where records are kept, on SQLite or PostgreSQL alike."""
