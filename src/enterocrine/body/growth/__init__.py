"""Growth hormone, what releases it, IGF-1, and cytokine resistance to it."""
