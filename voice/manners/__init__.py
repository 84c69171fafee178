"""How the line behaves in a conversation: what it says of itself, and what it understands without asking the assistant."""
