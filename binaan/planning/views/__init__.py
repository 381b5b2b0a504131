"""Pages of the plan: HTTP and nothing else."""
