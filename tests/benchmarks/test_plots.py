"""The page of the benchmarks: every figure is in its table and its picture, and nothing is loaded."""

from defusedxml.ElementTree import fromstring

from tests.benchmarks.plots import Plot, page, svg

PLOT = Plot("How <fast>", "MiB", "seconds", {"ours": [(1, 0.5), (16, 2), (256, 30)], "theirs": [(1, 0.25)]}, "On this & that.", ("60 %",))


def test_every_figure_is_in_the_table_and_a_point_in_the_picture() -> None:
    made = page("Speed", ["fact"], [PLOT])

    assert made.count("<circle") == 4
    for figure in ("0.5", "2", "30", "0.25"):
        assert f"<td>{figure}</td>" in made
    assert "How &lt;fast&gt;" in made
    assert "60 %" in made
    assert "src=" not in made
    assert "<script" not in made


def test_the_picture_is_well_formed_and_all_points_lie_in_it() -> None:
    tree = fromstring(svg(PLOT))

    for circle in tree.iter("circle"):
        assert 0 < float(circle.get("cx")) < 640
        assert 0 < float(circle.get("cy")) < 300


def test_work_that_grows_tenfold_is_shown_in_even_steps() -> None:
    tree = fromstring(svg(PLOT))
    xs = [float(circle.get("cx")) for circle in tree.iter("circle")][:3]

    assert abs((xs[1] - xs[0]) - (xs[2] - xs[1])) < 0.2


def test_a_plot_of_one_point_is_drawn() -> None:
    assert "<circle" in svg(Plot("Start", "", "seconds", {"one": [(1.0, 0.0)]}, ""))
