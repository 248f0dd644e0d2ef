"""A charset that a form declares: Django would decode by it."""

import pytest
from django.test import RequestFactory

from app.wsgi import Request


@pytest.mark.parametrize("charset", ["latin-1", "rot13", "nonsense"])
def test_a_form_is_utf_8_whatever_it_declares(rf: RequestFactory, charset: str) -> None:
    environ = rf.post("/?q=%C3%B6", {"bio": "ö"}).environ
    declared = f"{environ['CONTENT_TYPE']}; charset={charset}"
    request = Request(environ | {"CONTENT_TYPE": declared})
    assert (request.GET["q"], request.POST["bio"]) == ("ö", "ö")
