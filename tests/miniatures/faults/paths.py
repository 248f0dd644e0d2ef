"""Faults in media types (H1), paths (H2, H8), methods (H3) and HEAD (H4)."""

import dataclasses
import re
import urllib.parse
from typing import Any

from tests.miniatures import server, wire
from tests.miniatures.faults.registry import Right, changed_name, fault
from tests.miniatures.messages import Answer, Request


@fault(server.problem_answer, "H1")
def problems_as_plain_json(right: Right, problem: Any) -> Any:
    """An error is application/json."""
    return dataclasses.replace(right(problem), media_type="application/json")


@fault(server.common_headers, "H1")
def charset_named(right: Right, request_id: str, answer: Answer) -> Any:
    """A JSON body is declared with a charset."""
    headers = right(request_id, answer)
    named = {"Content-Type": f"{answer.media_type}; charset=utf-8"} if answer.media_type else {}
    return headers | named


@fault(server.json_answer, "H1")
def latin_1_answers(right: Right, *given: Any) -> Any:
    """A body is encoded in Latin-1."""
    answer = right(*given)
    return dataclasses.replace(answer, content=answer.content.decode().encode("latin-1", "replace"))


@fault(server.dispatch, "H1")
def accept_obeyed(right: Right, service: Any, request: Request) -> Any:
    """A request which accepts no JSON is 406."""
    accepted = request.only("Accept") or "*/*"
    return right(service, request) if re.search(r"json|\*/\*", accepted) else Answer(406)


@fault(server.decoded_path, "H2")
def trailing_slash_served(right: Right, path: str) -> Any:
    """A trailing slash makes no other path."""
    return right(path).rstrip("/")


@fault(server.dispatch, "H2")
def trailing_slash_redirected(right: Right, service: Any, request: Request) -> Any:
    """A path with a trailing slash redirects to the one without."""
    plain = request.path.rstrip("/")
    other = Answer(308, headers=[("Location", plain)])
    return right(service, request) if plain == request.path else other


@fault(server.decoded_path, "H2")
def doubled_slash_merged(right: Right, path: str) -> Any:
    """A doubled slash inside a path counts once."""
    return right(re.sub("(?<=.)//+", "/", path))


@fault(server.decoded_path, "H2")
def leading_slashes_merged(right: Right, path: str) -> Any:
    """Several slashes at the beginning count as one."""
    return right(re.sub("^//+", "/", path))


@fault(server.decoded_path, "H2")
def encoded_slash_decoded(right: Right, path: str) -> Any:
    """An encoded slash parts a path like a plain one."""
    return urllib.parse.unquote(path)


@fault(server.decoded_path, "H2")
def encoded_line_end_dropped(right: Right, path: str) -> Any:
    """An encoded line end behind a path does not count."""
    return right(path).removesuffix("\n")


@fault(server.decoded_path, "H2")
def path_taken_raw(right: Right, path: str) -> Any:
    """A percent-encoded letter makes another path."""
    return path


@fault(server.decoded_path, "H2")
def path_in_any_case(right: Right, path: str) -> Any:
    """Upper case in a path does not count."""
    return right(path).lower()


@fault(server.known_method, "H3")
def allow_missing(right: Right, request: Request, methods: Any) -> Any:
    """A 405 does not say what is allowed."""
    try:
        return right(request, methods)
    except server.ProblemError as problem:
        raise dataclasses.replace(problem, headers={}) from None


@fault(server.allow, "H3")
def allow_without_head(right: Right, methods: Any) -> Any:
    """Allow leaves out HEAD."""
    return ", ".join(methods)


@fault(server.allow, "H3")
def allow_with_options(right: Right, methods: Any) -> Any:
    """Allow names OPTIONS."""
    return right(methods) + ", OPTIONS"


@fault(server.allow, "H3")
def allow_of_one_method(right: Right, methods: Any) -> Any:
    """Allow names only one of the methods."""
    return next(iter(methods))


@fault(server.dispatch, "H3")
def options_answered(right: Right, service: Any, request: Request) -> Any:
    """OPTIONS is 204 on every path."""
    return Answer(204) if request.method == "OPTIONS" else right(service, request)


@fault(server.known_method, "H3", "H11")
def token_before_method(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 401 without a token."""
    if request.method not in {*methods, "HEAD"} and not request.all("Authorization"):
        raise server.no_token()
    return right(request, methods)


@fault(server.known_method, "H3")
def unknown_method_not_found(right: Right, request: Request, methods: Any) -> Any:
    """A method which a path does not have is 404."""
    if request.method not in {*methods, "HEAD"}:
        raise server.not_found()
    return right(request, methods)


@fault(server.known_method, "H3")
def method_in_any_case(right: Right, request: Request, methods: Any) -> Any:
    """A method in lower case is as good as one in upper case."""
    return right(dataclasses.replace(request, method=request.method.upper()), methods)


@fault(server.known_method, "H4")
def head_refused(right: Right, request: Request, methods: Any) -> Any:
    """HEAD is 405."""
    method = "NONE" if request.method == "HEAD" else request.method
    return right(dataclasses.replace(request, method=method), methods)


@fault(server.dispatch, "H4")
def head_of_no_length(right: Right, service: Any, request: Request) -> Any:
    """HEAD says that the length is 0."""
    answer = right(service, request)
    return dataclasses.replace(answer, content=b"") if request.method == "HEAD" else answer


@fault(server.dispatch, "H4")
def head_without_entity_tag(right: Right, service: Any, request: Request) -> Any:
    """HEAD leaves out the ETag."""
    answer = right(service, request)
    if request.method == "HEAD":
        answer.headers = [pair for pair in answer.headers if pair[0] != "ETag"]
    return answer


@fault(wire.written_content, "H4")
def head_with_content(right: Right, method: str, answer: Answer) -> Any:
    """HEAD sends the body as well."""
    return answer.content


def id_form(name: str, sentence: str, pattern: str) -> None:
    changed_name(name, sentence, "PATH_ID", pattern, "H8")


id_form("id-with-leading-zeros", "An id in a path may begin with 0.", "([0-9]{1,18})")
id_form("id-of-19-digits", "An id in a path may have 19 digits.", "([1-9][0-9]{0,18})")
id_form("id-of-17-digits", "An id in a path has at most 17 digits.", "([1-9][0-9]{0,16})")
id_form("id-in-any-digits", "An id in a path may have digits of any script.", r"(\d{1,18})")
id_form("id-with-plus", "An id in a path may have a plus sign.", r"\+?([1-9][0-9]{0,17})")
id_form("id-with-blank", "A blank after an id in a path does not count.", "([1-9][0-9]{0,17}) ?")


@fault(server.known_path, "H8", "H11")
def malformed_id_is_422(right: Right, request: Request) -> Any:
    """An id of another form is 422."""
    try:
        return right(request)
    except server.ProblemError:
        if re.fullmatch("/api/v1/(users|posts)/[^/]+", request.path):
            raise server.invalid([server.error("parameter", "id", "type")]) from None
        raise
