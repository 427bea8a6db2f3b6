"""The shop's own name: its certificate, the distribution that answers to it, and DNS."""

from collections.abc import Iterator

from barrow.deploying import parts, stacks
from barrow.operating.findings import Finding, Place, ok, problem, warning


def certificate(place: Place) -> Iterator[Finding]:
    domain, arn = place.stage.domain, place.stage.certificate_arn
    if not (domain and arn):
        do = "write domain and certificate_arn into the stage's file before real buyers come"
        says = "no domain: the shop is at CloudFront's address"
        yield warning("domain", says, do) if place.stage.protected else ok("domain", says)
        return
    acm = place.account.client("acm", parts.GLOBAL)
    try:
        found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    except acm.exceptions.ResourceNotFoundException:
        do = "request one in us-east-1 (ACM console) and write its ARN into the stage's file"
        yield problem("certificate", "there is no such certificate", do)
        return
    names = {found["DomainName"], *found.get("SubjectAlternativeNames", [])}
    if not any(covers(name, domain) for name in names):
        says = f"it is for {', '.join(sorted(names))}, not for {domain}"
        yield problem("certificate", says, f"request one for {domain}")
    elif found["Status"] != "ISSUED":
        says = f"it is {found['Status'].lower().replace('_', ' ')}"
        do = "set the CNAME record that ACM shows; it is issued some minutes later"
        yield problem("certificate", says, do)
    else:
        yield ok("certificate", f"issued for {domain}")


def covers(name: str, domain: str) -> bool:
    """Whether a certificate's name is the domain's; `*` stands for one label (RFC 6125 §6.4.3)."""
    if name.startswith("*."):
        return domain.partition(".")[2] == name[2:]
    return name == domain


def distribution(place: Place) -> Iterator[Finding]:
    edge = stacks.outputs(place.account, place.stage.stack(parts.EDGE))
    if not edge:
        yield warning("distribution", "there is none yet", "run barrow deploy")
        return
    cloudfront = place.account.client("cloudfront", parts.GLOBAL)
    found = cloudfront.get_distribution(Id=edge["DistributionId"])["Distribution"]
    config = found["DistributionConfig"]
    if not config["Enabled"]:
        yield problem("distribution", "it is switched off", "run barrow deploy")
        return
    names = config.get("Aliases", {}).get("Items", [])
    if place.stage.domain and place.stage.domain not in names:
        says = f"it does not answer to {place.stage.domain}"
        yield problem("distribution", says, "run barrow deploy")
    elif found["Status"] != "Deployed":
        do = "wait: CloudFront takes some minutes"
        yield warning("distribution", "its last change is on its way to the edges", do)
    else:
        yield ok("distribution", f"{found['DomainName']} is deployed")


def dns(place: Place) -> Iterator[Finding]:
    domain = place.stage.domain
    edge = stacks.outputs(place.account, place.stage.stack(parts.EDGE))
    if not (domain and edge):
        return
    target = edge["SiteDomain"]
    do = f"point {domain} at {target}: a CNAME, or an alias record for a bare domain"
    found = place.resolve(domain)
    if found is None:
        yield problem("DNS", f"nobody knows {domain}", do)
        return
    there = place.resolve(target)
    # an alias record shows addresses alone: they are the distribution's own
    same = there is not None and bool(found.addresses & there.addresses)
    if target in found.names or same:
        yield ok("DNS", f"{domain} leads to {target}")
    else:
        yield problem("DNS", f"{domain} leads elsewhere ({', '.join(sorted(found.addresses))})", do)
