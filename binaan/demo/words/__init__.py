"""What people, streets and trades of Bekasi are called; material of the generators."""
