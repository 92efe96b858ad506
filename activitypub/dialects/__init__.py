"""What each kind of peer software understands: one file per family, chosen by its NodeInfo name."""
