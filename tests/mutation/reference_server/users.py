"""Users (S1, S2, U1 to U4)."""

from collections.abc import Mapping

from tests.mutation.reference_server.bodies import sent_value
from tests.mutation.reference_server.conditional import NO_STORE
from tests.mutation.reference_server.fields import PROFILE_UPDATE, REGISTRATION, check_shape
from tests.mutation.reference_server.lists import USER_PARAMETERS, page, parameters
from tests.mutation.reference_server.messages import Request, Response
from tests.mutation.reference_server.passwords import is_password, new_password
from tests.mutation.reference_server.problems import (
    ProblemError,
    error_at,
    invalid,
    json_response,
    not_found,
)
from tests.mutation.reference_server.state import JsonObject, Service, User, edit, now, shown_time
from tests.mutation.reference_server.tokens import authenticated, revoke_tokens, sent_digest


def public_user(user: User) -> JsonObject:
    shown = {"id": user.id, "username": user.username, "bio": user.bio}
    return {**shown, "created_at": shown_time(user.created_at)}


def own_user(user: User) -> JsonObject:
    return {**public_user(user), "email": user.email, "updated_at": shown_time(user.updated_at)}


def normalized_email(email: str) -> str:
    return email.lower()


def is_taken(service: Service, user: User | None, name: str, value: str) -> bool:
    others = (other for other in service.users.values() if other is not user)
    return any(getattr(other, name) == value for other in others)


def check_unique(service: Service, user: User | None = None, **values: str) -> None:
    taken = [name for name, value in values.items() if is_taken(service, user, name, value)]
    if taken:
        errors = [error_at(name, "unique") for name in taken]
        raise ProblemError("conflict", "A value is already taken.", errors)


def register_user(service: Service, request: Request) -> Response:
    required = ("username", "email", "password")
    sent = check_shape(sent_value(request), REGISTRATION, required)
    username, email = sent["username"], normalized_email(sent["email"])
    password = new_password(sent["password"])
    with service.lock:
        check_unique(service, username=username, email=email)
        number, bio, moment = next(service.user_ids), sent.get("bio", ""), now()
        user = User(number, username, email, password, bio, moment, moment)
        service.users[user.id] = user
        return json_response(201, own_user(user), {"Location": f"/api/v1/users/{user.id}"})


def list_users(service: Service, request: Request) -> Response:
    query = parameters(request, USER_PARAMETERS)
    with service.lock:
        return json_response(200, page(service.users.values(), query, public_user))


def get_user(service: Service, request: Request, user_id: int) -> Response:
    with service.lock:
        if user_id not in service.users:
            raise not_found()
        return json_response(200, public_user(service.users[user_id]))


def get_me(service: Service, request: Request) -> Response:
    with service.lock:
        return json_response(200, own_user(authenticated(service, request)), NO_STORE)


def update_me(service: Service, request: Request) -> Response:
    authenticated(service, request)
    sent = check_shape(sent_value(request), PROFILE_UPDATE)
    with service.lock:
        user = authenticated(service, request)
        check_current_password(user, sent)
        changes = profile_changes(user, sent)
        if "email" in changes:
            check_unique(service, user, email=changes["email"])
        if "password" in changes:
            revoke_tokens(service, user, but=sent_digest(request))
        if edit(user, changes):
            user.updated_at = now()
        return json_response(200, own_user(user))


def check_current_password(user: User, sent: Mapping[str, str]) -> None:
    given = sent.get("current_password")
    if not sent.keys() & {"email", "password"}:
        return
    if given is None or not is_password(user.password, given):
        raise invalid([error_at("current_password", "credentials")])


def profile_changes(user: User, sent: Mapping[str, str]) -> JsonObject:
    """What a patch asks for; the password which the user already has is no new one."""
    changes: JsonObject = {name: sent[name] for name in sent.keys() & {"bio", "email", "password"}}
    if "email" in changes:
        changes["email"] = normalized_email(changes["email"])
    if "password" in changes:
        password = changes.pop("password")
        if not is_password(user.password, password):
            changes["password"] = new_password(password)
    return changes


def delete_posts_of(service: Service, user: User) -> None:
    for post in [post for post in service.posts.values() if post.author is user]:
        del service.posts[post.id]


def delete_me(service: Service, request: Request) -> Response:
    with service.lock:
        user = authenticated(service, request)
        delete_posts_of(service, user)
        revoke_tokens(service, user)
        del service.users[user.id]
    return Response(204)
