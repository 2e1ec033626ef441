"""An app that only shows a ballot reads the call without loading pandas."""

import subprocess
import sys
from pathlib import Path

import workbench.call

MODULES = sorted(path.stem for path in Path(workbench.call.__file__).parent.glob("*.py") if path.stem != "__init__")


def loaded(modules):
    """Name the heavy packages that importing these modules brings in."""
    code = "import sys\n" + "".join(f"import workbench.call.{name}\n" for name in modules)
    code += "print(*{'pandas', 'numpy', 'matplotlib', 'sqlalchemy', 'ipywidgets'} & set(sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_only_frames_loads_pandas():
    assert loaded([name for name in MODULES if name != "frames"]) == []
    assert "pandas" in loaded(["frames"])
