"""Who sends a request, and under which condition; `it` is what a rule is about."""

from hypothesis import strategies as st

from tests.proofs.differential.strategies.choosing import mostly
from tests.proofs.differential.strategies.invalid_headers import Headers, authorization, condition

nobody: st.SearchStrategy[Headers] = st.just(())
authors = mostly(authorization("alice"), authorization("bob"), 3)
readers = mostly(authors, nobody, 3)
if_match, if_none_match = condition("If-Match", "it"), condition("If-None-Match", "it")
ignored = mostly(nobody, if_match | if_none_match, 6)
reading = mostly(st.just("GET"), st.just("HEAD"), 4)
