"""What every test may use."""

pytest_plugins = ("tests.browser", "tests.databases", "tests.stores")
