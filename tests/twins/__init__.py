"""Two worlds that differ only in what one person may not see: that person can tell by nothing."""
