"""Kernels belong to whoever opened the page: who started one may reach it, nobody else."""

import os
import re
from collections.abc import Mapping
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.decorator import authorized
from jupyter_server.auth.identity import User
from jupyter_server.base.call_context import CallContext
from jupyter_server.services.kernels.handlers import KernelsAPIHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from tornado.web import RequestHandler, authenticated
from traitlets import Unicode
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workbench.server.forking import ForkedProvisioner, Forks, can_fork
from workbench.server.identity import Person

_INHERITED = re.compile(
    r"PATH|HOME|USER|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP|LD_LIBRARY_PATH|DYLD_\w+|VIRTUAL_ENV|CONDA_PREFIX"
    r"|PYTHON(PATH|HOME|UTF8|IOENCODING|HASHSEED)|(OMP|OPENBLAS|MKL)_NUM_THREADS|XDG_CACHE_HOME|MPLCONFIGDIR"
    r"|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA",
    re.IGNORECASE,
)


def kernel_environment(inherited: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Make a kernel's environment: what a Python process needs of the server's, and its own; so no secret passes.

    Examples
    --------
    >>> kernel_environment({"PATH": "/bin", "SMTP_PASSWORD": "x"}, {"WORKBENCH_ACCOUNT": "z01"})
    {'PATH': '/bin', 'WORKBENCH_ACCOUNT': 'z01'}
    """
    return {name: value for name, value in inherited.items() if _INHERITED.fullmatch(name)} | dict(own)


CAN_FORK = can_fork()


class OwnInterpreter(KernelSpecManager):
    """Knows only the kernel of the interpreter that runs the server, whatever else is installed."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


class OwnedKernel(ServerKernelManager):
    """A kernel that knows for whom, and in which session, it was started."""

    owner = Unicode()
    session_id = Unicode()

    async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
        if CAN_FORK and self.provisioner is None:
            self.provisioner = ForkedProvisioner(
                kernel_id=options["kernel_id"], kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**options)


class OwnedKernels(AsyncMappingKernelManager):
    """Starts kernels for the person whose request is being answered."""

    parent: Any  # the server
    kernel_manager_class = f"{OwnedKernel.__module__}.{OwnedKernel.__name__}"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.forks = Forks(kernel_environment(os.environ, {}))

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]
        """Start a kernel that only the person of this request may reach."""
        handler = CallContext.get(CallContext.JUPYTER_HANDLER)
        person: Person = handler.current_user
        own = {
            "WORKBENCH_ROUND": str(self.parent.store.folder),
            "WORKBENCH_ACCOUNT": person.username,
            "WORKBENCH_BASE_URL": self.parent.base_url,
        }
        kernel_id: str = options.get("kernel_id") or self.new_kernel_id(**options)
        handler.kernel_id = kernel_id  # a page that is given up while it starts ends it
        given = options | {"kernel_id": kernel_id, "env": kernel_environment(os.environ, own)}
        await self._async_start_kernel(**given)
        kernel: Any = self.get_kernel(kernel_id)
        kernel.owner, kernel.session_id = person.username, person.session.session_id
        return kernel_id

    def owner_of(self, kernel_id: str) -> str | None:
        """Give the account that a kernel belongs to; None for an unknown one."""
        kernel: Any = self._kernels.get(kernel_id)
        return kernel.owner if kernel else None

    def count_of(self, account_id: str) -> int:
        """Count the kernels of an account."""
        return sum(self.owner_of(kernel_id) == account_id for kernel_id in self.list_kernel_ids())

    async def shut_down_session(self, session_id: str) -> None:
        """Stop all kernels that a session started."""
        kernels: dict[str, Any] = dict(self._kernels)
        for kernel_id, kernel in kernels.items():
            if kernel.session_id == session_id:
                await self.shutdown_kernel(kernel_id)  # type: ignore[no-untyped-call]


class OwnerOnly(Authorizer):
    """Allows a kernel to its owner, and nothing else to anybody."""

    parent: Any  # the server

    def is_authorized(self, handler: RequestHandler, user: User, action: str, resource: str) -> bool:
        """Say whether a person may do this."""
        kernel_id = handler.path_kwargs.get("kernel_id")
        if resource != "kernels" or not kernel_id:
            return False
        owner: str | None = self.parent.kernel_manager.owner_of(kernel_id)
        return owner is not None and owner == user.username


class KernelSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """A page's line to its kernel; it ends with the session, not only with the page."""

    def on_message(self, message: str | bytes) -> None:
        """Pass a message on while its sender may still be here."""
        if self.identity_provider.person(self.current_user.session) is None:
            self.close(4401, "signed out")
            return
        super().on_message(message)


class ShutdownHandler(KernelsAPIHandler):
    """Stops the kernel of a page that is being closed."""

    @authenticated
    @authorized
    async def post(self, kernel_id: str) -> None:
        """Stop one's own kernel."""
        await self.kernel_manager.shutdown_kernel(kernel_id)  # type: ignore[no-untyped-call]
        self.set_status(204)
        await self.finish()
