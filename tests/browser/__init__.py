"""The portal in a real browser: by mouse, by keyboard alone, and without JavaScript."""
