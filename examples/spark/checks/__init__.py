"""What the check and the plan share: input made from real pages, and runs of the job."""
