"""`barrow deploy` and `barrow destroy`: parse, call one module, say what came of it."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.prompt import Prompt

from barrow.deploying import secrets_commands
from barrow.deploying.stage_option import StageName, job_of
from barrow.failures import Failure

if TYPE_CHECKING:
    from barrow.deploying.account import Account

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def register(app: typer.Typer) -> None:
    app.command()(deploy)
    app.command()(destroy)
    app.add_typer(secrets_commands.app, name="secrets")


def deploy(
    stage: StageName,
    plan: Annotated[
        bool, typer.Option("--plan", help="Only say what would be done; change nothing.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="CAPABILITY", help="Only this app; may be said again."),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish/--no-publish", help="Publish the storefront's pages.")
    ] = True,
    force: Annotated[
        bool, typer.Option("--force", help="Deploy the apps even where nothing changed.")
    ] = False,
) -> None:
    """Take this shop to AWS, or bring what stands there up to date.

    Whatever went wrong on the way, the same command goes on from there.
    """
    from barrow.deploying import deploy as deploying
    from barrow.deploying import plan as planning
    from barrow.deploying.job import Choice
    from barrow.deploying.shown_steps import ShownSteps

    job = job_of(stage, Choice(only=tuple(only or ()), publish=publish, force=force))
    if plan:
        out.print(planning.told(planning.plan(job)))
        return
    out.print(f"[bold]{stage}[/bold] in {_place(job.account)}")
    try:
        with ShownSteps(out) as steps:
            done = deploying.deploy(job.watched(steps))
    except KeyboardInterrupt:
        out.print(f"broken off; barrow deploy --stage {stage} goes on from here")
        raise typer.Exit(130) from None
    except Failure as failure:
        err.print(f"[red]barrow:[/red] {failure}", soft_wrap=True)
        err.print(
            f"What stands stays. Once it is mended, barrow deploy --stage {stage} goes on from"
            " here.",
            soft_wrap=True,
        )
        raise typer.Exit(1) from None
    if done.site_url:
        out.print(f"the shop is at [bold]{done.site_url}[/bold]", soft_wrap=True)
    for sentence in done.left_to_do:
        out.print(f"• {sentence}", soft_wrap=True)


def destroy(
    stage: StageName,
    delete_data: Annotated[
        bool,
        typer.Option("--delete-data", help="Also tables, pictures, logs and secrets, for good."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a stage's functions, APIs, edge and alarms away. Its data stays unless told.

    What stays costs no more than its storage, and barrow deploy opens the shop on it again.
    """
    from barrow.deploying import destroy as destroying
    from barrow.deploying.shown_steps import ShownSteps

    job = job_of(stage)
    going = destroying.going(job, delete_data=delete_data)
    for sentence in going.sentences():
        out.print(sentence, soft_wrap=True)
    # a protected shop is not closed by a script that always says yes
    if not yes or job.stage.protected:
        typed = Prompt.ask(f"Type [bold]{stage}[/bold] to go on", console=out)
        if typed != stage:
            out.print("nothing was done")
            raise typer.Exit(1)
    try:
        with ShownSteps(out) as steps:
            destroying.destroy(job.watched(steps), delete_data=delete_data)
    except KeyboardInterrupt:
        out.print("broken off; the same command goes on from here")
        raise typer.Exit(130) from None
    except Failure as failure:
        err.print(f"[red]barrow:[/red] {failure}", soft_wrap=True)
        err.print("Once it is mended, the same command goes on from here.", soft_wrap=True)
        raise typer.Exit(1) from None


def _place(account: "Account") -> str:
    where = f"account {account.id}, {account.region}"
    return f"{where}, at {account.endpoint}" if account.endpoint else where
