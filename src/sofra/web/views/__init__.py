"""One file of views for each file of acts."""
