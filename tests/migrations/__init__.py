"""Migrations, run on the real server."""
