"""Parts of kit.measures: periods and dates as people write them."""
