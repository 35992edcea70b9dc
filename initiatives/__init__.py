"""What is true of an initiative, whatever the platform: records and rules, without I/O, clock or async."""
