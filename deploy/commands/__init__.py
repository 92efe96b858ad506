"""What an operator can ask of the instance from a shell: one file for each command."""
