"""What a spreadsheet's file says beside its values: formats, sizes."""
