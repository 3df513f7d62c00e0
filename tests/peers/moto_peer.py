"""A second implementation of the EC2 API: boto3 against moto, in this process, driven by lines of JSON.

Each line is a call, `{"Action": name, ...parameters}`, or `{"Try": call}`. A call that is only tried runs
in a copy of the process that is thrown away, so that it changes nothing. The answer is one line:
`{"result": ...}` or `{"error": {"Code": ...}}`. Nothing leaves the process; the credentials are none.
"""

import gc
import json
import os
import sys

os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "testing"
os.environ["MOTO_ACCOUNT_ID"] = "111122223333"
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"

import boto3  # noqa: E402
from botocore import xform_name  # noqa: E402
from botocore.exceptions import ClientError, ParamValidationError  # noqa: E402
from moto import mock_aws  # noqa: E402


def perform(ec2, call):
    parameters = {name: value for name, value in call.items() if name != "Action"}
    try:
        result = getattr(ec2, xform_name(call["Action"]))(**parameters)
    except ClientError as error:
        return {"error": {"Code": error.response["Error"]["Code"]}}
    except ParamValidationError:
        return {"error": {"Code": "ParamValidation"}}
    except Exception as error:  # moto's own failure: the departures say where one is known
        return {"error": {"Code": "Failure", "Reason": f"{type(error).__name__}: {error}"}}
    result.pop("ResponseMetadata", None)
    return {"result": result}


def answer(value):
    os.write(1, (json.dumps(value, default=str) + "\n").encode())


def attempt(ec2, call):
    """Performs the call in a copy of the process."""
    child = os.fork()
    if child == 0:
        answer(perform(ec2, call))
        os._exit(0)
    os.waitpid(child, 0)


def main():
    with mock_aws():
        ec2 = boto3.client("ec2", region_name="eu-west-1")
        # What is loaded by now stays shared with the copies.
        gc.collect()
        gc.freeze()
        answer({"ready": True})
        for line in sys.stdin:
            call = json.loads(line)
            if "Try" in call:
                attempt(ec2, call["Try"])
            else:
                answer(perform(ec2, call))


if __name__ == "__main__":
    main()
