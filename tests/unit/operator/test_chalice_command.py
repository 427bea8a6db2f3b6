"""Of the pages that Chalice prints when it fails, the operator sees the reason."""

from barrow.deploying.chalice_command import reason

REFUSED = """
Traceback (most recent call last):
  File "chalice/deploy/deployer.py", line 376, in deploy
    raise ChaliceDeploymentError(e)
chalice.deploy.deployer.ChaliceDeploymentError: ERROR - While deploying your chalice application, received the following error:

 An error occurred (AccessDeniedException) when calling the CreateFunction
 operation: User anna is not authorized to perform: lambda:CreateFunction

"""  # noqa: E501 — as Chalice prints it
CRASHED = """Traceback (most recent call last):
  File "app.py", line 5, in <module>
    import nothing_like_it
ModuleNotFoundError: No module named 'nothing_like_it'
"""


def test_a_refusal_is_told_in_awss_own_words_on_one_line() -> None:
    assert reason(REFUSED) == (
        "An error occurred (AccessDeniedException) when calling the CreateFunction operation: "
        "User anna is not authorized to perform: lambda:CreateFunction"
    )


def test_a_crash_is_told_by_its_last_line() -> None:
    assert reason(CRASHED) == "ModuleNotFoundError: No module named 'nothing_like_it'"


def test_a_line_that_broke_is_told_without_python() -> None:
    broke = "botocore.exceptions.EndpointConnectionError: Could not connect to the endpoint URL"

    assert reason(f"Traceback\n{broke}\n") == "Could not connect to the endpoint URL"


def test_silence_has_no_reason() -> None:
    assert reason("\n") == ""
