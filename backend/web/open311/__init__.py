"""Open311 GeoReport v2 over the municipality's problems: JSON and XML, the spec's own error form."""
