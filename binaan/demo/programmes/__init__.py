"""Two years of activities of the demo office: habits that source 000 criticises, then better ones."""
