"""The municipality: tables, what can be done with them, content, and the public web."""
