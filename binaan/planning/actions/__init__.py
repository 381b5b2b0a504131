"""What changes a plan: documents and versions, the tree, achievements, money. Each says `by=`."""
