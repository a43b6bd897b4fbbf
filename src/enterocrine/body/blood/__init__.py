"""Portal, arterial and venous short-chain fatty acids."""
