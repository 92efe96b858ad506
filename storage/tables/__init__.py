"""The columns, one file per noun."""
