"""Web pages: parse, call an act or a query, render."""
