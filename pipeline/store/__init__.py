"""The published file: tables (`schema.sql`), views (`views.sql`), building, checking, publishing and asking it."""
