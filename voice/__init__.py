"""The phone line: a citizen calls, speaks Greek, and is served."""
