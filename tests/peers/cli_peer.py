"""The AWS CLI's own parser, in this process, driven by lines of JSON.

Each line is a list: the words of a command, without `aws`. The answer is one line: `{"refused": null}`, or
`{"refused": "what the CLI complains of"}`. Nothing is sent anywhere: `--generate-cli-skeleton output` reads and checks
all arguments, and prints an empty answer instead of asking a service.
"""

import contextlib
import gc
import io
import json
import os
import sys

for name, value in {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}.items():
    os.environ[name] = value

from awscli.clidriver import create_clidriver  # noqa: E402


def refusal(driver, words):
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            code = driver.main([*words, "--generate-cli-skeleton", "output"])
        except SystemExit as end:
            code = end.code
    return (said.getvalue().strip() or f"it ended with {code}") if code else None


def answer(value):
    os.write(1, (json.dumps(value) + "\n").encode())


def main():
    driver = create_clidriver()
    # Read once, before the copies.
    driver._get_command_table()["ec2"]._get_command_table()
    driver.session.create_client("ec2")
    gc.freeze()
    answer({"ready": True})
    for line in sys.stdin:
        # The driver keeps what one command taught it, so that each has a copy of its own.
        copy = os.fork()
        if copy == 0:
            answer({"refused": refusal(driver, json.loads(line))})
            os._exit(0)
        os.waitpid(copy, 0)


main()
