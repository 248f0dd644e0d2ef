"""Keep the licences of the packages that the three need at run time: docs/licences.json.

Read from the installed packages, as `./nox -s lock` renews the locks: the site is built without.
"""

import json
import subprocess

from tests.tools.environments import IMPLEMENTATIONS, ROOT, environment
from tests.tools.site.packages import at_run_time

FILE = ROOT / "docs" / "licences.json"
# In the words of the package itself: an expression, else a short text, else a classifier.
READ = """
import json
from importlib.metadata import distributions
found = {}
for each in distributions():
    data = each.metadata
    classifiers = [one for one in data.get_all("Classifier", []) if one.startswith("License")]
    text = data.get("License-Expression") or data.get("License") or "".join(classifiers[:1])
    found[data["Name"].lower().replace("_", "-")] = text.rpartition(":: ")[2]
print(json.dumps(found))
"""
SPELLINGS = {
    "BSD License": "BSD",
    "BSD 3-Clause OR Apache-2.0": "BSD-3-Clause OR Apache-2.0",
    "MIT License": "MIT",
    "The Unlicense (Unlicense)": "Unlicense",
}
# For other systems than the one that this ran on.
ELSEWHERE = {"tzdata": "Apache-2.0"}


def licences(python: str) -> dict[str, str]:
    """The licence of each package of an environment."""
    done = subprocess.run([python, "-c", READ], check=True, capture_output=True, text=True)
    found: dict[str, str] = json.loads(done.stdout)
    return {name: SPELLINGS.get(text, text) for name, text in found.items()}


def write() -> None:
    """Write the file anew."""
    found = dict(ELSEWHERE)
    for name in IMPLEMENTATIONS:
        installed = licences(environment(name))
        found |= {each: installed[each] for each in at_run_time(name) if each in installed}
    FILE.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    write()
