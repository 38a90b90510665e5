"""The partnership boards: seats, meetings, agendas, work streams."""
