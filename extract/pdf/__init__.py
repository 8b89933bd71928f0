"""A page of a PDF: characters and rules to lines, tables on their exact grid, and joined tables."""
