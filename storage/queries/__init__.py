"""What pages, feeds and peers are shown: frozen view records, read without taking any lock."""
