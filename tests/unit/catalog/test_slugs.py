from catalog.slugs import candidates, first_free, folded, slug_of


def test_a_name_becomes_words_of_ascii_letters_and_digits() -> None:
    name = "Crème brûlée & “Søren’s” ½ pint"

    slug = slug_of(name, otherwise="product")

    assert slug == "creme-brulee-and-sorens-1-2-pint"


def test_a_name_without_ascii_letters_takes_the_word_for_the_kind() -> None:
    name = "急須"

    slug = slug_of(name, otherwise="product")

    assert slug == "product"


def test_a_long_name_leaves_room_for_the_number_of_a_namesake() -> None:
    name = "a" * 200

    longest = max(map(len, candidates(slug_of(name, otherwise="product"))))

    assert longest <= 120


def test_namesakes_are_numbered_from_two() -> None:
    taken = {"tea", "tea-2"}

    free = first_free("tea", taken)

    assert free == "tea-3"


def test_a_hundred_namesakes_leave_no_number() -> None:
    taken = candidates("tea")

    free = first_free("tea", taken)

    assert len(taken) == 100
    assert free is None


def test_accents_case_and_doubled_spaces_do_not_change_the_order_of_names() -> None:
    names = ["Éclair", "eclair", "  ECLAIR  "]

    forms = {folded(name) for name in names}

    assert forms == {"eclair"}


def test_a_name_that_grows_when_it_is_folded_still_fits_an_index_key() -> None:
    name = "\ufdfa" * 200

    key = folded(name)

    assert len(key.encode()) <= 800
