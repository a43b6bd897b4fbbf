"""Sex hormones given as drugs: depots, skin, mouth."""
