"""The service ends, in disorder and in order."""

import os
import select
import signal
import subprocess
import time

import httpx

from tests.proofs.load.audit import lost
from tests.proofs.load.cells import serving
from tests.proofs.load.client import RESPONSE_SECONDS, Client, Request, Response
from tests.proofs.load.writers import Writers, creation
from tests.proofs.outages.outcome import Outcome
from tests.proofs.outages.visits import LIVE
from tests.support.api_client import API, PASSWORD, ApiClient, register
from tests.support.servers import STOP_SECONDS, Program, Server

ROUNDS = 3
# Acknowledged writes before the fault.
ENOUGH = 100
REQUESTS = 24


def killed(program: Program) -> Outcome:
    """All processes die in the midst of writing; what was acknowledged stays written."""
    outcome, author_ids = Outcome(), set[int]()
    for _ in range(ROUNDS):
        with serving(program) as server, Writers(server.url) as writers:
            outcome.require(writers.wait(ENOUGH), "too little was written before the end")
            end = time.monotonic()
            os.killpg(server.process.pid, signal.SIGKILL)
        outcome.add(*writers.responses)
        author_ids |= {author.id for author in writers.authors}
        told = [one for one in writers.responses if one.status or one.ended < end]
        outcome.require_right(told, "before the end")
    return with_losses(outcome, program, author_ids)


def told_to_stop(program: Program) -> Outcome:
    """Whatever was sent before SIGTERM gets its response, and the process exits with 0 (Y4)."""
    outcome, author_ids = Outcome(), set[int]()
    for _ in range(ROUNDS):
        with serving(program) as server:
            with httpx.Client(timeout=RESPONSE_SECONDS, trust_env=False) as http:
                author = register(ApiClient(http, server.url + API))
            responses = responses_despite_sigterm(server, author)
            status = exit_status(server)
        outcome.add(*responses)
        author_ids.add(author.id)
        outcome.require_right(responses, "sent before SIGTERM")
        outcome.require(status == 0, f"the exit status is {status}")
    return with_losses(outcome, program, author_ids)


def responses_despite_sigterm(server: Server, author: ApiClient) -> list[Response]:
    """Logins, which take long, and new posts, all under way when the signal comes."""
    login = {"username": author.username, "password": PASSWORD}
    kinds = [Request("POST", f"{API}/tokens", (201,), body=login), creation(author.token)]
    clients = [Client(server.url) for _ in range(REQUESTS)]
    for client in clients:
        # A connection that no process has taken yet would be nobody's when they end.
        client.read(LIVE.path)
    began = time.monotonic()
    sent = [(client, kinds[number % 2]) for number, client in enumerate(clients)]
    for client, request in sent:
        client.send(request)
    select.select([client.connection.sock for client in clients], [], [], RESPONSE_SECONDS)
    server.process.send_signal(signal.SIGTERM)
    return [client.receive(request, began) for client, request in sent]


def exit_status(server: Server) -> int | None:
    try:
        return server.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        return None


def with_losses(outcome: Outcome, program: Program, author_ids: set[int]) -> Outcome:
    """Start once more on the same database and look for what was acknowledged."""
    with serving(program) as server:
        outcome.lost = lost(server.url, author_ids, outcome.responses)
    return outcome
