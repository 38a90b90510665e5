drop function access.accept_invitation(bytea, text, text);
drop function access.find_invitation(bytea);
drop function agencies.answer_invitation(uuid, text, bytea);
