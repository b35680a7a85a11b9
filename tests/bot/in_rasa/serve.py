"""Reads a token; prints the token that Rasa's own command line takes from ours."""

import json
import os
import sys

from rasa.__main__ import create_argument_parser

from bot.serve import arguments

os.environ |= {"MADOGUCHI_RASA_TOKEN": json.load(sys.stdin), "MADOGUCHI_RASA_PORT": "5005", "MADOGUCHI_DATA": "var"}
print(json.dumps(create_argument_parser().parse_args(arguments()[1:]).auth_token))
