"""`sofra serve`: the pages, and the worker for long work beside them."""

import threading

import click

from sofra.cli.start import start
from sofra.cli.words import say


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
    """Serve until somebody stops it."""
    import waitress
    from django.core.wsgi import get_wsgi_application

    from sofra.store import queries
    from sofra.work.jobs import start_worker

    found = queries.workspace()
    host, number = address or found.address, port or found.port
    stopping = threading.Event()
    if worker:
        start_worker(stopping)
    say("serve.at", address=f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{number}/")  # noqa: S104
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"}}
    try:
        waitress.serve(
            get_wsgi_application(),
            host=host,
            port=number,
            threads=6,
            ident="Sofra",
            _quiet=True,
            **(proxy if found.https else {}),
        )
    finally:
        stopping.set()
