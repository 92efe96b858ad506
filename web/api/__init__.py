"""The JSON API: what programs can do here, under /api/v1."""
