"""What no store keeps is taken out of an address before any page reads it."""

from django.http import Http404

ZERO, UNREADABLE = "%00", "%EF%BF%BD"


class NoZeros:
    """PostgreSQL refuses text with \\x00: in a question it becomes the mark of an unreadable letter, which
    nothing is called; as part of a path it is no page. Forms refuse it by themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.META.get("QUERY_STRING", "")
        if ZERO in asked:
            request.META["QUERY_STRING"] = asked.replace(ZERO, UNREADABLE)
        return self.get_response(request)

    def process_view(self, request, _view, _args, _kwargs):
        """Raises Http404 where the path holds one."""
        if "\x00" in request.path:
            raise Http404
