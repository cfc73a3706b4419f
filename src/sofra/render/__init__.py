"""Bytes out, no decisions: a Document becomes a page, a Word file, a PDF, a workbook; a Chart or Map a picture."""
