"""Django settings from the workspace and the environment."""

SECRET_KEY = "replaced-by-the-workspace"  # noqa: S105
INSTALLED_APPS: list[str] = []
USE_TZ = True
