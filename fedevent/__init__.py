"""The rules of groups, events and answers, and what people can do with them."""
