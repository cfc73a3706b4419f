"""Everything that differs by country, language or method: files, read into frozen values."""
