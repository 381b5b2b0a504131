"""What a person may type about a business."""
