"""Who may sit at the desk: accounts, sign-in, roles, the audit log."""
