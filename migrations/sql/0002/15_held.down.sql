drop function access.may_share(uuid);
drop function access.runs(uuid);
drop function access.held_shares(uuid);
drop function access.held(uuid);
drop function access.room_grants();
drop function access.in_room();
drop function access.denied();
drop function access.grantees();
