"""Tools that only tests and benchmarks use."""
