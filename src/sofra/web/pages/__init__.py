"""What a page shows, arranged: plain values made from facts, gaps, services and actions."""
