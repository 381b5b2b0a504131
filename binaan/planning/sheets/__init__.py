"""Plan tables that arrive as workbooks or CSV, read into rules.papers."""
