"""Aggregates over all submissions, and charts of them."""
