"""Invitations: one link, one address, seven days, once."""

import json
from typing import Any

import pytest
from accounts.staff import invitations_table, members
from shopkit import aws, marshal, people, table

from tests.shop import SITE, STAFF_KEY, Shop
from tests.signed_in import Visitor, make_member, sign_in
from tests.signing_in import Browser, mailed

EMAIL = "nora@example.com"


@pytest.fixture
def owner(shop: Shop) -> Visitor:
    return make_member(shop, "olive@example.com", "owner")


def invited(by: Visitor, *roles: str, email: str = EMAIL) -> str:
    """The token of the letter's link."""
    made = by.post("/accounts/admin/invitations", json={"email": email, "roles": list(roles)})
    assert made.status == 201, made.text
    return str(letter(by.shop, made.json["id"])["link"]).rpartition("#")[2]


def letter(shop: Shop, invitation_id: str) -> dict[str, Any]:
    found = aws.client("dynamodb").query(
        TableName="barrow-local-accounts",
        KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues=marshal.dump(
            {":pk": f"INVITATION#{invitation_id}", ":sk": "EVENT#"}
        ),
    )["Items"]
    data = json.loads(marshal.load(found[0])["data"])
    opened: dict[str, Any] = people.open_(data["private"], "fact:StaffInvited")
    return opened


def accept(who: Visitor, token: str) -> Any:
    return who.post("/accounts/invitations/accept", json={"token": token})


def test_who_is_invited_joins_with_the_roles_that_were_promised(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")
    nora = sign_in(shop, EMAIL)

    joined = accept(nora, token)

    assert (joined.status, joined.json["roles"]) == (200, ["support"])
    assert joined.json["needs_second_factor"] is True
    assert nora.get("/checkout/admin/orders").status == 403
    assert sign_in(shop, EMAIL).get("/checkout/admin/orders").status == 200


def test_who_joins_in_an_old_session_has_a_working_day_to_enrol(owner: Visitor, shop: Shop) -> None:
    nora = Browser(shop)
    nora.sign_in(EMAIL)
    shop.advance(13 * 3600)
    boss = sign_in(shop, "olive@example.com", strong=True)
    nora.post("/accounts/invitations/accept", {"token": invited(boss, "support")})

    challenge = nora.post("/accounts/reauthentication/code").json["id"]
    nora.post("/accounts/reauthentication", {"id": challenge, "code": mailed(challenge)["code"]})

    assert nora.who["signed_in"]
    assert nora.who["enrol_second_factor"]


def test_the_letter_tells_what_is_offered_and_by_whom(shop: Shop) -> None:
    make_member(shop, "olive@example.com", "owner")
    olive = sign_in(shop, "olive@example.com")
    made = olive.post(
        "/accounts/admin/invitations", json={"email": EMAIL, "roles": ["support", "analyst"]}
    )

    told = letter(shop, made.json["id"])

    assert (told["email"], told["roles"], told["shop"]) == (EMAIL, ["Support", "Analyst"], "Barrow")
    assert told["link"].startswith(f"{SITE}/account/invitation/#inv_")
    assert told["until"] == "2026-03-09T09:00:00.000Z"


def test_nobody_who_is_not_invited_can_use_the_link(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "owner")
    eve = sign_in(shop, "eve@example.com")

    refused = accept(eve, token)

    assert (refused.status, refused.json["code"]) == (403, "another_address")
    assert members.read(eve.account_id) is None


def test_a_link_is_good_once(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")
    nora = sign_in(shop, EMAIL)
    accept(nora, token)
    owner.delete(f"/accounts/admin/staff/{nora.account_id}", headers={"If-Match": "*"})

    again = accept(sign_in(shop, EMAIL), token)

    assert again.status == 404
    assert members.read(nora.account_id) is None


def test_a_link_is_good_for_seven_days(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")
    shop.advance(7 * 24 * 3600 - 1)
    offered = shop.post("/accounts/invitations/read", json={"token": token})
    shop.advance(1)

    late = shop.post("/accounts/invitations/read", json={"token": token})

    assert (offered.status, late.status) == (200, 404)
    assert accept(sign_in(shop, EMAIL), token).status == 404
    assert (
        make_member(shop, "otto@example.com", "owner")
        .get("/accounts/admin/invitations")
        .json["data"][0]["state"]
        == "expired"
    )


def test_a_revoked_link_opens_nothing(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")
    listed = owner.get("/accounts/admin/invitations").json["data"][0]

    revoked = owner.delete(f"/accounts/admin/invitations/{listed['id']}")

    assert (revoked.status, listed["state"], listed["email"]) == (204, "open", EMAIL)
    assert accept(sign_in(shop, EMAIL), token).status == 404


def test_what_was_accepted_cannot_be_revoked(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")
    accept(sign_in(shop, EMAIL), token)

    refused = owner.delete(f"/accounts/admin/invitations/{token.partition('.')[0]}")

    assert (refused.status, refused.json["code"]) == (409, "invitation_over")


@pytest.mark.parametrize(
    "token", ["", "x", "inv_1", "inv_1.", ".", "inv_01KK8Y2E0000000000000000000.wrong"]
)
def test_a_token_that_was_never_given_is_not_known(shop: Shop, token: str) -> None:
    answer = shop.post("/accounts/invitations/read", json={"token": token})

    assert answer.status == (422 if token == "" else 404)


def test_the_secret_half_of_a_token_counts(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")

    answers = [
        shop.post("/accounts/invitations/read", json={"token": wrong}).status
        for wrong in (token[:-1], token.partition(".")[0] + ".", token + "x")
    ]

    assert answers == [404, 404, 404]


def test_an_offer_shows_no_address_to_who_does_not_know_it(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")

    offered = shop.post("/accounts/invitations/read", json={"token": token})

    assert EMAIL not in offered.text
    assert offered.json["email_hint"] == "n…@example.com"
    assert [one["title"] for one in offered.json["roles"]] == ["Support"]


def test_nobody_invites_to_more_than_they_have(owner: Visitor, shop: Shop) -> None:
    owner.post(
        "/accounts/admin/roles",
        json={"name": "people", "title": "People", "permissions": ["accounts:staff"]},
    )
    clerk = make_member(shop, "cleo@example.com", "people")

    refused = clerk.post("/accounts/admin/invitations", json={"email": EMAIL, "roles": ["support"]})

    assert (refused.status, refused.json["code"]) == (403, "beyond_your_own")
    assert owner.get("/accounts/admin/invitations").json["data"] == []


def test_who_has_left_brings_nobody_in(owner: Visitor, shop: Shop) -> None:
    other = make_member(shop, "otto@example.com", "owner")
    token = invited(other, "owner")
    owner.delete(f"/accounts/admin/staff/{other.account_id}", headers={"If-Match": "*"})

    late = accept(sign_in(shop, EMAIL), token)

    assert late.status == 404


def test_a_member_is_given_roles_rather_than_invited(owner: Visitor, shop: Shop) -> None:
    make_member(shop, EMAIL, "stockroom")

    refused = owner.post(
        "/accounts/admin/invitations", json={"email": EMAIL.upper(), "roles": ["support"]}
    )

    assert (refused.status, refused.json["code"]) == (409, "already_member")


def test_the_operators_key_brings_in_the_first_owner(shop: Shop) -> None:
    made = shop.post(
        "/accounts/admin/invitations", json={"email": EMAIL, "roles": ["owner"]}, staff=True
    )
    token = letter(shop, made.json["id"])["link"].rpartition("#")[2]

    accept(sign_in(shop, EMAIL), token)

    assert sign_in(shop, EMAIL).get("/accounts/admin/staff").status == 200


def test_no_table_holds_the_invited_address_or_the_links_secret(owner: Visitor, shop: Shop) -> None:
    token = invited(owner, "support")

    kept = aws.client("dynamodb").scan(TableName="barrow-local-accounts")["Items"]

    text = json.dumps(kept)
    assert EMAIL not in text
    assert token.partition(".")[2] not in text
    assert STAFF_KEY not in text
    assert invitations_table.read(token.partition(".")[0]) is not None


def test_after_erasure_the_list_of_invitations_still_opens(owner: Visitor, shop: Shop) -> None:
    invited(owner, "support")

    table.transact(people.destroyed([people.address_subject(EMAIL)]))

    listed = owner.get("/accounts/admin/invitations")
    assert (listed.status, listed.json["data"][0]["email"]) == (200, None)


def test_a_role_that_went_meanwhile_is_not_given(owner: Visitor, shop: Shop) -> None:
    owner.post(
        "/accounts/admin/roles",
        json={"name": "shelves", "title": "Shelves", "permissions": ["inventory:read"]},
    )
    token = invited(owner, "shelves")
    owner.delete("/accounts/admin/roles/shelves", headers={"If-Match": "*"})

    refused = accept(sign_in(shop, EMAIL), token)

    assert (refused.status, refused.json["code"]) == (409, "role_gone")
