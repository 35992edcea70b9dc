"""The pages and endpoints that belong to no chat platform."""
