"""Street vendors (PKL): who they are, where they may stand, their TDU, and what is seen in the street."""
