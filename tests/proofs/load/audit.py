"""Whether what was acknowledged is there, once all is over."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from tests.proofs.load.client import Client, Response, UnreadableError
from tests.proofs.load.writers import POSTS

# A patch with such a response has changed nothing; after any other failure nobody can know.
REJECTED = range(400, 500)


def lost(url: str, author_ids: Iterable[int], responses: list[Response]) -> list[str]:
    """A sentence for each acknowledged write that cannot be found again."""
    client = Client(url)
    created = [one for one in responses if one.request.method == "POST" and one.is_acknowledged]
    posts = [one for one in created if one.request.path == POSTS]
    try:
        return lost_posts(posts, titles(client, author_ids)) + lost_changes(client, responses)
    except UnreadableError as error:
        return [f"what was written cannot be read: {error}"]


def titles(client: Client, author_ids: Iterable[int]) -> dict[int, str]:
    """What the list of each author shows, from its first page to its last."""
    shown: dict[int, str] = {}
    for author_id in author_ids:
        path = cursor = f"{POSTS}?author_id={author_id}&limit=100"
        while cursor:
            page = client.read(cursor).json()
            shown |= {post["id"]: post["title"] for post in page["items"]}
            cursor = page["next_cursor"] and f"{path}&cursor={quote(page['next_cursor'])}"
    return shown


def lost_posts(created: list[Response], shown: Mapping[int, str]) -> list[str]:
    acknowledged = [(one.json()["id"], one.request) for one in created]
    return [
        f"post {post_id} was created and is {shown.get(post_id, 'gone')!r}"
        for post_id, request in acknowledged
        if request.body and shown.get(post_id) != request.body["title"]
    ]


def lost_changes(client: Client, responses: list[Response]) -> list[str]:
    """Compare each changed post with all that was said about its changes.

    Every acknowledged change has made a version of its own (C1), so the last version tells how
    many there were; and what it holds is what the change that made it asked for.
    """
    made: dict[str, dict[int, str]] = defaultdict(dict)
    unknown: Counter[str] = Counter()
    sentences = []
    for one in responses:
        path, body = one.request.path, one.request.body
        if one.request.method == "PATCH" and body and one.is_acknowledged:
            version = version_of(one)
            if version in made[path]:
                sentences.append(f"{path}: two changes were told that they made {version}")
            made[path][version] = body["title"]
        elif one.request.method == "PATCH" and one.status not in REJECTED:
            unknown[path] += 1
    for path, versions in made.items():
        last = client.read(path)
        version, title = version_of(last), last.json()["title"]
        surplus = version - 1 - len(versions)
        if not 0 <= surplus <= unknown[path]:
            sentences.append(f"{path}: {len(versions)} changes made version {version}")
        if versions.get(version, title) != title:
            sentences.append(f"{path}: version {version} holds another's title")
    return sentences


def version_of(response: Response) -> int:
    return int(response.headers["ETag"].strip('"').split("-")[1])
