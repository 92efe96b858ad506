"""The doors that other servers knock at, and the documents they ask for."""
