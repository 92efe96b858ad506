"""Measures the instance from outside, always beside a bare RSA signature in the same run."""
