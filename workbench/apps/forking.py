"""The process from which kernels are forked: it has loaded what a kernel needs, and knows of no round and nobody.

Loading takes most of a kernel's start and most of its memory; forked kernels share both. Whose a kernel is, it is told
only after it was forked, so that nothing of one person's can be in another's.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
from typing import Any

LOADED = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "workbench.apps.scoring")
LONGEST_REQUEST = 2**17


def main(line: socket.socket, life: int) -> None:
    """Fork a kernel for each request until the line is closed; the answer is the request's number and a process id.

    Parameters
    ----------
    line
        Carries whole messages: a request is JSON with its `number` and the kernel's `arguments`, `folder` and
        `environment`.
    life
        What kernels read to its end, to end with the server that holds the other end; they outlive this process.
    """
    for name in LOADED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: the server watches them itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the server, which closes the line
    gc.collect()
    gc.freeze()  # a collection that touches what is shared would copy it
    while asked := line.recv(LONGEST_REQUEST):
        request = json.loads(asked)
        number = request.pop("number")
        child = os.fork()
        if not child:
            line.close()
            become(life, **request)
            return
        line.send(f"{number} {child}".encode())


def become(life: int, arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be a kernel, until it ends."""
    kernelapp: Any = importlib.import_module("ipykernel.kernelapp")
    ipywidgets: Any = importlib.import_module("ipywidgets")
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    own = [
        "--IPKernelApp.parent_handle=1",
        "--HistoryManager.enabled=False",
    ]  # 1: watches no parent, says nothing of it
    kernel = kernelapp.IPKernelApp.instance()
    kernel.initialize([*arguments, *own])
    ipywidgets.register_comm_target(kernel.kernel)  # was loaded before there was a kernel to tell
    kernel.start()


def _end_with(life: int) -> None:
    os.read(life, 1)  # nothing is ever written
    os._exit(1)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
