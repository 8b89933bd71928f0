"""What running text says: sentences, claims, lists, ratios, and what it cites."""
