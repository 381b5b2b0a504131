"""Quality of the data: what is counted, for whom, and the tables that show it."""
