"""``make requirements``: compile requirements/*.in to hashed files without a word of where the packages come from."""

from __future__ import annotations

import subprocess

from ops.paths import APP_PYTHON, ROOT

# (name, Python version); later ones are constrained by earlier ones through "-c" lines in the .in files.
FILES = (
    ("app", "3.11"),
    ("tools", "3.11"),
    ("voice", "3.11"),
    ("voice-nodeps", "3.11"),
    ("dev", "3.11"),
    ("rasa", "3.10"),
    ("rasa-dev", "3.10"),
)


def main() -> None:
    for name, version in FILES:
        subprocess.run(
            [
                str(APP_PYTHON.parent / "uv"), "pip", "compile", "--quiet", "--python-version", version, "--generate-hashes", "--no-header",
                "--no-emit-index-url", "--no-emit-find-links", f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
                # Of what stands in a -nodeps file we use a part that needs nothing of what the package asks for.
                *(["--no-deps"] if name.endswith("-nodeps") else []),
            ],
            cwd=ROOT, check=True,
        )  # fmt: skip
        print(f"requirements/{name}.txt")


if __name__ == "__main__":
    main()
