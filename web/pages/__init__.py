"""The pages people see: one file per noun, reading through queries and writing through use cases."""
