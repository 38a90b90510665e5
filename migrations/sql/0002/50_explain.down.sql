drop function access.verdict(uuid, uuid);
drop function access.explain(uuid);
