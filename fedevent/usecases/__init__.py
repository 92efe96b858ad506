"""What people can do: load, decide, save, record what happened, commit."""
