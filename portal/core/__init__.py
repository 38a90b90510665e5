"""The ground floor: settings, database, transaction, clock, errors."""
