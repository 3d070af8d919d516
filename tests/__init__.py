"""Assertions hold in the helpers of tests too, under `python -O` as without it (PYTEST_DONT_REWRITE: but for this)."""

import pytest

pytest.register_assert_rewrite("tests")
