"""The protocol: what other servers say to us, and what we say to them."""
