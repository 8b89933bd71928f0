"""What an indicator is: its canonical name, its direction, and the scoring rule printed for it."""
