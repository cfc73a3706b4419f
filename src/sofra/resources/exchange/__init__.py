"""The inventory for other directories and maps: HSDS 3.1 and GeoJSON, safe houses left out."""
