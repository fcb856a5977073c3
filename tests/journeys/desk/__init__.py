"""The operator's desk and the pages of an account, every one, in a real browser."""
