"""Tags that write sentences, numbers and figures in the reader's language."""
