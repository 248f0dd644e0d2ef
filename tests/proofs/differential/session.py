"""All targets and the reference server side by side."""

import itertools
import json
import re
import uuid
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.proofs.differential.exchange import Request, Response
from tests.proofs.differential.masking import Translation
from tests.proofs.differential.reference import Reference, as_read, operation_of
from tests.proofs.differential.wire import Wire


@dataclass(frozen=True)
class Exchange:
    """One request, what the contract allows, and what each target said in the reference's terms."""

    request: Request
    operation: str
    allowed: list[Response]
    responses: dict[str, Response]

    @property
    def different(self) -> list[str]:
        """The targets whose response is none of the allowed ones."""
        right = [canonical(response) for response in self.allowed]
        return [
            name for name, response in self.responses.items() if canonical(response) not in right
        ]

    @property
    def is_lost(self) -> bool:
        """Whether a status differs, so that rows may no longer be alike."""
        statuses = {response.status for response in self.allowed}
        return any(response.status not in statuses for response in self.responses.values())


def canonical(response: Response) -> str:
    return json.dumps(response.to_json(), sort_keys=True)


@dataclass
class World:
    """What placeholders mean to one target, or to the reference."""

    meanings: dict[str, str]

    def learn(self, request: Request, response: Response) -> None:
        """What a creation creates is its id or its token; of a page it is the next one."""
        members = response.body if isinstance(response.body, dict) else {}
        value = members.get("id", members.get("token", members.get("next_cursor")))
        if request.creates and response.status in (200, 201) and value:
            self.meanings[request.creates] = quote(str(value), safe="")


@dataclass
class Target(World):
    """A server, and how its responses read in the reference's terms."""

    wire: Wire
    translation: Translation = field(default_factory=Translation)


class Session:
    """Sends every request to all targets at once and asks the reference what to expect."""

    def __init__(self, urls: dict[str, str]) -> None:
        self.wires = {name: Wire(url) for name, url in urls.items()}
        self.run = uuid.uuid4().hex[:6]
        self.generation = itertools.count(1)
        self.serial = itertools.count(1)
        self.requests = 0
        self.restart()

    def restart(self) -> None:
        """Forget every row; names are new from here on, so that old rows do no harm."""
        run = {"run": f"d{self.run}{next(self.generation)}"}
        self.reference = Reference()
        self.world = World(dict(run))
        self.targets = {name: Target(dict(run), wire) for name, wire in self.wires.items()}

    def exchange(self, request: Request) -> Exchange:
        self._learn_versions()
        rendered = {
            name: request.rendered(target.meanings) for name, target in self.targets.items()
        }
        for name, target in self.targets.items():
            target.wire.send(rendered[name])
        ours = request.rendered(self.world.meanings)
        allowed = self.reference.responses(ours)
        self.world.learn(request, allowed[0])
        responses = {}
        for name, target in self.targets.items():
            actual = target.wire.receive()
            target.learn(request, actual)
            nearest = next((one for one in allowed if one.status == actual.status), allowed[0])
            responses[name] = target.translation.response(actual, nearest)
        self.requests += len(self.targets)
        return Exchange(request, operation_of(as_read(ours)), allowed, responses)

    def _learn_versions(self) -> None:
        """`<etag post p1>` is the present entity-tag, as far as the reference knows."""
        for name, row_id in list(self.world.meanings.items()):
            if name.startswith("post "):
                post = self.reference.service.posts.get(int(row_id))
                for world in (self.world, *self.targets.values()):
                    tag = f'"{world.meanings.get(name)}-{post.version if post else 1}"'
                    world.meanings[f"etag {name}"] = tag

    def forget(self, numbered: str) -> None:
        """Take the meaning of such names away, so that the next sequence may use them again."""
        pattern = re.compile(rf".* [{numbered}]\d+")
        for world in (self.world, *self.targets.values()):
            for name in [name for name in world.meanings if pattern.fullmatch(name)]:
                del world.meanings[name]
