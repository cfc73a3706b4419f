"""`sofra serve`: the pages, and the worker for long work beside them."""

import errno
import threading
from typing import Any

import click

from sofra.cli.start import start
from sofra.cli.words import say
from sofra.types.errors import Conflict, stop


@click.command()
@click.option("--address")
@click.option("--port", type=int)
@click.option("--no-worker", is_flag=True)
@click.pass_context
def command(ctx: click.Context, address: str | None, port: int | None, no_worker: bool) -> None:
    """The pages of this workspace."""
    start(ctx)
    serve_pages(address, port, worker=not no_worker)


def serve_pages(address: str | None, port: int | None, *, worker: bool = True) -> None:
    """Serve until somebody stops it. Raises Conflict when another program listens on the port."""
    from sofra.store import queries
    from sofra.work.jobs import start_worker

    found = queries.workspace()
    host, number = address or found.address, port or found.port
    server = _server(host, number, https=found.https)
    stopping = threading.Event()
    if worker:
        start_worker(stopping)
    say("serve.at", address=f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{number}/")  # noqa: S104
    try:
        server.run()
    finally:
        stopping.set()


def _server(host: str, port: int, *, https: bool) -> Any:
    """The server, bound to its port."""
    import waitress
    from django.core.wsgi import get_wsgi_application

    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"}}
    more: dict[str, Any] = proxy if https else {}
    try:
        return waitress.create_server(get_wsgi_application(), host=host, port=port, threads=6, ident="Sofra", **more)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise stop(Conflict, "port_taken", port=str(port)) from error
