"""Finding what one may see, and nothing else."""
