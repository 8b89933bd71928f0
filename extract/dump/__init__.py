"""Plain text as extraction services hand it out: encoding, marks, tables."""
