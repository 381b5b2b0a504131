"""A line between a phone and the office that can be cut, and that breaks off in the middle."""

import contextlib
import socket
import threading
from urllib.parse import urlsplit

BLOCK = 16 * 1024


class Line:
    """Carries bytes to `home` and back. `up`: whether anything is carried, also by connections that
    are open already; `breaks`: after how many kilobytes each of the next ones is torn, in turn.
    """

    def __init__(self, home: str):
        at = urlsplit(home)
        self.target = (at.hostname, at.port)
        self.up, self.breaks, self.torn = True, [], 0
        self.carrying: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self.door.close()

    def cut(self) -> None:
        """Nothing is answered any more, not even by connections that were open before."""
        self.up = False
        for end in self.carrying:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _open(self) -> None:
        while True:
            try:
                phone, _address = self.door.accept()
            except OSError:
                return
            if not self.up:
                phone.close()
                continue
            threading.Thread(target=self._carry, args=(phone,), daemon=True).start()

    def _carry(self, phone: socket.socket) -> None:
        """Both ways until one end closes, the line is cut, or it breaks off."""
        office = socket.create_connection(self.target)
        ends = (phone, office)
        self.carrying += ends
        if not self.up:  # cut while it was being opened
            self.cut()
        left = [self.breaks.pop(0) * 1024 if self.breaks else None]
        back = threading.Thread(target=self._pass, args=(office, phone, [None]), daemon=True)
        back.start()
        self._pass(phone, office, left)
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _pass(self, one: socket.socket, other: socket.socket, left: list) -> None:
        try:
            while (block := one.recv(BLOCK)) and self.up:
                if left[0] is not None:
                    left[0] -= len(block)
                    if left[0] < 0:
                        self.torn += 1
                        return
                other.sendall(block)
        except OSError:
            return
