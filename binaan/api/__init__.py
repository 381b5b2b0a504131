"""What programs and phones talk to: the OpenRosa server and the page for officers without signal."""
