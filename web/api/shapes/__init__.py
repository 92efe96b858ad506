"""How records look in JSON, and what a body may say: one file for each noun."""
