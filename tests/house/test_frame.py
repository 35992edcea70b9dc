"""The frame holds together: locks, start command, package list and CI script say the same thing."""

import re
import shlex
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
LOCKS = pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
# Put together here, so that this file passes its own test.
REGISTRY_HOSTS = (b"pypi" + b".org", b"python" + b"hosted", b"npmjs" + b".", b"debian" + b".org", b"conda" + b".io")


def entries(lock: Path) -> dict[str, str]:
    """The text of each pinned package, hashes included, by name."""
    starts = re.split(r"^(?=[a-z0-9])", lock.read_text(), flags=re.MULTILINE)[1:]
    return {canonicalize_name(text.partition("==")[0]): text for text in starts}


def pinned(lock: Path) -> dict[str, str]:
    return {name: text.partition("==")[2].split()[0] for name, text in entries(lock).items()}


def unmet(asked: list[str], lock: Path) -> list[str]:
    versions = pinned(lock)

    def is_met(line: str) -> bool:
        wanted = Requirement(line)
        version = versions.get(canonicalize_name(wanted.name))
        return version is not None and wanted.specifier.contains(version)

    return [line for line in asked if not is_met(line)]


def tracked() -> list[Path]:
    """What is in the repository, or would be after the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@LOCKS
def test_a_lock_has_no_addresses_and_no_options(lock: Path) -> None:
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith(("#", "--hash="))]
    assert len(lines) > 10
    assert [line for line in lines if re.match(r"\s*-", line)] == []
    assert re.findall(r"\w+://\S+|\s@\s", lock.read_text()) == []


@LOCKS
def test_every_pinned_package_has_a_hash(lock: Path) -> None:
    unhashed = [name for name, text in entries(lock).items() if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", text)]
    assert unhashed == []


def test_the_lock_meets_every_bound_of_the_project() -> None:
    groups = PROJECT["dependency-groups"]
    assert unmet([*PROJECT["project"]["dependencies"], *groups["build"]], RUN_LOCK) == []
    assert unmet(groups["dev"], DEV_LOCK) == []


def test_a_bound_that_is_not_met_is_noticed() -> None:
    assert unmet(["aiohttp>=99", "nowhere"], RUN_LOCK) == ["aiohttp>=99", "nowhere"]


def test_the_tests_run_on_the_versions_that_are_run() -> None:
    run, dev = pinned(RUN_LOCK), pinned(DEV_LOCK)
    assert {name: dev[name] for name in run.keys() & dev.keys()} == {
        name: run[name] for name in run.keys() & dev.keys()
    }


def test_every_import_package_at_the_top_is_installed_checked_and_layered() -> None:
    packages = {path.parent.name for path in tracked() if path.parent.parent == ROOT and path.name == "__init__.py"}
    product = packages - {"tests", "benchmarks"}
    assert {
        pattern.removesuffix("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    } == product
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == product
    assert set(PROJECT["tool"]["mypy"]["files"]) == packages


def test_every_folder_with_python_in_it_is_a_package() -> None:
    folders = {path.parent for path in tracked() if path.suffix == ".py"}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def commands() -> list[tuple[str, list[str]]]:
    lines = [line.partition(":") for line in (ROOT / "Procfile").read_text().splitlines() if line]
    return [(kind, shlex.split(command)) for kind, _, command in lines]


def test_the_procfile_starts_with_web_and_every_line_is_a_command_of_the_project() -> None:
    kinds = [kind for kind, _ in commands()]
    assert kinds[0] == "web" and len(set(kinds)) == len(kinds)
    assert {words[0] for _, words in commands()} == set(PROJECT["project"]["scripts"])


@pytest.mark.parametrize(("kind", "words"), commands(), ids=[kind for kind, _ in commands()])
def test_a_line_of_the_procfile_is_accepted_by_the_command_line(kind: str, words: list[str]) -> None:
    command = [str(Path(sys.executable).with_name(words[0])), *(re.sub(r"^\$\w+$", "8000", word) for word in words[1:])]
    outcome = subprocess.run([*command, "--help"], capture_output=True, text=True, check=False, timeout=60)
    assert outcome.returncode == 0, f"{kind}: {outcome.stderr}"


def test_no_file_names_a_package_registry() -> None:
    held = chain.from_iterable(
        ((path, host) for host in REGISTRY_HOSTS if host in path.read_bytes()) for path in tracked()
    )
    assert [f"{path.relative_to(ROOT)}: {host!r}" for path, host in held] == []


def test_the_ci_script_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111 == 0o111
    subprocess.run(["bash", "-n", str(script)], check=True)
