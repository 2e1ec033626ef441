"""How fast, always beside a floor or a peer in the same run: machines differ, ratios less so. `make bench` runs all."""
