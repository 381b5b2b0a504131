"""Finding businesses as you type: an index beside the store, kept by the worker. docs/rules/search.md."""
