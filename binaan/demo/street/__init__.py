"""Street trade in Kota Bekasi and a field campaign: listed, placed, permitted, checked, drawn, asked."""
