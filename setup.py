"""Which packages there are; everything else about the distribution stands in setup.cfg."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["peerdesk", "peerdesk.*"]), "peerdesk.resources"])
