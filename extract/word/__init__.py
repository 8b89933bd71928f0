"""Word's XML: paragraphs, tables, numbering, and what was met beside the text."""
