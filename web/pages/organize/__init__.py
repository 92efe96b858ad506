"""The rooms behind the counter: what organizers see and do, and nobody else."""
