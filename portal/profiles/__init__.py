"""What is counted: months, bands, totals."""
