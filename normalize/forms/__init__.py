"""What tables say: headers, columns, rows, sections, and the shapes in which they are printed."""
