"""What people and programs see over HTTP and mail."""
