"""Reads of DynamoDB that name the attributes they answer with."""


class Fields:
    """Which attributes a read answers with, made once: whoever may read no others has to say so.

    By number in the expression, since many a good name is a reserved word of DynamoDB's.
    """

    def __init__(self, *names: str) -> None:
        self.names = {f"#f{n}": name for n, name in enumerate(names)}
        self.expression = ", ".join(self.names)
        self.request = {
            "ProjectionExpression": self.expression,
            "ExpressionAttributeNames": self.names,
        }
