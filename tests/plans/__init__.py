"""Tests of plans and their actions."""
