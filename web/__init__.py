"""The web application: chat, FAQ pages, LINE, webhooks and the staff's desk over one conversation core."""
