"""Sends the messages of a dead-letter queue to the queue that they failed in, once more.

SQS moves them itself (StartMessageMoveTask), to the queue that each came from. Consumers apply a
fact once, so what was half done is not done twice.
"""

from barrow.deploying.account import Account
from barrow.deploying.stage import Stage
from barrow.failures import Failure
from barrow.operating import standing


class CannotRedrive(Failure):
    """There is no such queue, or a move is under way."""


def start(account: Account, stage: Stage, name: str) -> int:
    """Begin to move; answers about how many messages there are. Raises CannotRedrive.

    `name` is the queue's: whole, or what stands behind the stage ("inventory").
    """
    found = standing.queues(account, stage)
    wanted = {name, f"barrow-{stage.name}-{name}"}
    queue = next((one for one in found if one.name in wanted and not one.is_dead), None)
    dead = next((one for one in found if queue and one.name == queue.dead), None)
    if dead is None:
        there = ", ".join(one.name for one in found if not one.is_dead) or "nothing is deployed"
        raise CannotRedrive(f"there is no queue {name}; there are: {there}")
    sqs = account.client("sqs")
    asked = ["ApproximateNumberOfMessages", "QueueArn"]
    told = sqs.get_queue_attributes(QueueUrl=dead.url, AttributeNames=asked)["Attributes"]
    waiting = int(told["ApproximateNumberOfMessages"])
    if not waiting:
        return 0
    try:
        sqs.start_message_move_task(SourceArn=told["QueueArn"])
    except sqs.exceptions.ClientError as error:
        reason = error.response["Error"].get("Message", "")
        raise CannotRedrive(
            f"{dead.name} is not moved: {reason} Look with barrow status whether an earlier move"
            " is still under way"
        ) from None
    return waiting
