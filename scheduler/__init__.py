"""When: the heartbeat, the table of jobs and the delivery of what is queued."""
