"""What the code base promises about itself."""
