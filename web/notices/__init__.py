"""The desk's LINE notices at /staff/notices: write, try, approve by a second person, send, see what came of it."""

from web.notices.opening import hang_notices

__all__ = ["hang_notices"]
