"""A read-only copy of tables in DuckDB, asked by the same querysets as the store itself."""
