"""The steps by which a database becomes what the code needs; run by ``storage.migrate``."""
