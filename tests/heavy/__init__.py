"""Rounds that take long: run by `make heavy`."""
