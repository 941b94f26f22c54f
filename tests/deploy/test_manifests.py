"""deploy/ is what the schemas of compose and Kubernetes allow, and names what there is."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from service.config import Settings
from service.limits import Limits

DEPLOY = Path(__file__).parents[2] / "deploy"
KUBERNETES = "1.37"
MANIFESTS = [
    pytest.param(manifest, id=f"{manifest['kind']}-{manifest['metadata']['name']}")
    for file in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for manifest in yaml.safe_load_all(file.read_text())
    if manifest["kind"] != "Kustomization"
]
OF_A_PROCESS = 120  # MB at most, see docs/operations.md
NAMES = {each.name.upper() for each in (*fields(Settings), *fields(Limits))} | {"BATCH_WORKERS"}


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_a_manifest_is_what_kubernetes_takes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_the_compose_file_is_what_compose_takes() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [*command, str(DEPLOY / "compose.yaml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_container_is_kept_from_what_it_does_not_need() -> None:
    pods = [one.values[0]["spec"]["template"]["spec"] for one in MANIFESTS if _has_pods(one)]
    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"]
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["resources"]["limits"]["memory"]


def test_every_setting_that_is_named_is_one() -> None:
    [settings] = [one.values[0] for one in MANIFESTS if one.values[0]["kind"] == "ConfigMap"]
    secrets = [one.values[0] for one in MANIFESTS if one.values[0]["kind"] == "Secret"]
    named = {name for each in secrets for name in each["stringData"]} | settings["data"].keys()
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    for name in ("web-one", "web-two", "worker", "migrate"):
        named |= services[name]["environment"].keys()
    assert named <= NAMES


@pytest.mark.parametrize(
    ("file", "service"), [("haproxy.cfg", "haproxy"), ("pgbouncer/pgbouncer.ini", "pgbouncer")]
)
def test_compose_gives_a_proxy_what_its_file_asks_for(file: str, service: str) -> None:
    asked = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / file).read_text()))
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert asked <= services[service]["environment"].keys()
    assert asked


def test_the_processes_of_a_worker_have_room_in_its_memory() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["worker"]
    [pod] = [
        one.values[0]["spec"]["template"]["spec"]
        for one in MANIFESTS
        if one.id == "Deployment-nianbao-worker"
    ]
    [container] = pod["containers"]
    limit = container["resources"]["limits"]["memory"]
    for command, memory in ((compose["command"], compose["mem_limit"]), (container["args"], limit)):
        # Left to itself it starts one for each core of the machine, whatever memory it may have.
        processes = int(command[command.index("--processes") + 1])
        assert (processes + 1) * OF_A_PROCESS <= int(memory.rstrip("mMi"))


def _has_pods(manifest: Any) -> bool:
    return "template" in manifest.values[0].get("spec", {})
