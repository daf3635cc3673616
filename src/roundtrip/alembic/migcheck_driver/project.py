"""Where the project's revisions and its env.py are."""

import argparse
import contextlib
import importlib
import os
import re
import sys

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError


def config_of(path, x):
    """The project's configuration as far as migrations may ask for it; `path` may be empty."""
    options = argparse.Namespace(x=x or None, config=path or None, raiseerr=True)
    if path.endswith(".toml"):
        with contextlib.suppress(TypeError):  # before Alembic 1.16
            return Config(toml_file=path, cmd_opts=options)
        return Config(cmd_opts=options)
    config = Config(path or None, cmd_opts=options)
    parser = config.file_config
    sections = [name for name in parser.sections() if parser.has_option(name, "script_location")]
    if sections and not parser.has_section("alembic"):
        config.config_ini_section = sections[0]
    return config


class Project:
    def __init__(self, order):
        self.folders = order["folders"]
        self.own_env = order["own_env"]
        self.limit = order["limit"]
        self.convention = order["naming_convention"]
        self.settings = order["settings"]
        self.config = config_of(order["config"], order["x"])
        self.script = None
        self.put_on_path(order["root"])
        for name in order["imports"]:
            importlib.import_module(name)

    def put_on_path(self, root):
        """What prepend_sys_path names, the current folder; last of all the root."""
        sys.path.append(root)
        wanted = self.config.get_main_option("prepend_sys_path") or ""
        folders = [part for part in re.split(r"[, :;\n]+", wanted) if part]
        for folder in [".", *reversed(folders)]:
            sys.path.insert(0, os.path.abspath(folder))

    def env_folder(self):
        """The folder of the project's own env.py: script_location, or around the revisions."""
        location = self.config.get_main_option("script_location") or "."
        if ":" in location:
            package, _, rest = location.partition(":")
            location = os.path.join(package.replace(".", "/"), rest.replace(":", "/"))
        above = [os.path.dirname(self.folders[0])]
        above.append(os.path.dirname(above[0]))
        for place in [os.path.abspath(location), *above]:
            if os.path.isfile(os.path.join(place, "env.py")):
                return place
        raise FileNotFoundError("there is no env.py in " + os.path.abspath(location))

    def load(self, own_env):
        """All revisions; read once."""
        place = self.env_folder() if own_env else self.folders[0]
        if self.script is None or self.script.dir != place:
            script = ScriptDirectory(place, version_locations=self.folders)
            script.get_revisions("heads")
            self.script = script
        return self.script

    def revision(self, name):
        found = self.script.get_revision(name)
        if found is None or found.revision != name:
            raise CommandError("to Alembic '{}' is no revision's name".format(name))
        return found
