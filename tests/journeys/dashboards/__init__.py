"""The dashboards in a real browser."""
