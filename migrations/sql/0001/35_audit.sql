-- What the digest of an entry covers: every column of it and of its subjects, in order.
create function audit.body(
  seq bigint, at timestamptz, event text, verb text, membership uuid, agency uuid,
  facts jsonb, subjects jsonb, request text) returns text
language sql immutable set search_path = '' as $$
  select jsonb_build_array(
    seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), event, verb, membership,
    agency, facts, subjects, request)::text;
$$;

-- The only way on to the chain.  Takes the chain's lock, which lasts until the commit.
create function audit.put(
  event text, verb text, membership uuid, agency uuid, facts jsonb, subjects jsonb,
  request text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  last record;
  next_seq bigint;
  stamp timestamptz;
begin
  perform pg_advisory_xact_lock(2015061510);
  select e.seq, e.digest, e.at into last from audit.entry e order by e.seq desc limit 1;
  next_seq := coalesce(last.seq, 0) + 1;
  stamp := greatest(clock_timestamp(), last.at);
  insert into audit.entry (seq, at, event, verb, membership_id, agency_id, facts, request_id, digest)
  values (next_seq, stamp, event, verb, membership, agency, facts, request,
          sha256(coalesce(last.digest, ''::bytea) || convert_to(
            audit.body(next_seq, stamp, event, verb, membership, agency, facts, subjects, request),
            'UTF8')));
  insert into audit.subject (entry_seq, position, kind, record_id, group_id, owner_agency_id)
  select next_seq, s.ordinality, s.item ->> 0, (s.item ->> 1)::uuid, (s.item ->> 2)::uuid,
         (s.item ->> 3)::uuid
    from jsonb_array_elements(subjects) with ordinality as s (item, ordinality);
end $$;

-- A viewer's entries: who acted is what the transaction entered as, never an argument.
create function audit.append(entries jsonb, request text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  one jsonb;
begin
  if access.membership() is null then
    raise exception using errcode = '28000', message = 'nobody has entered';
  end if;
  for one in select e from jsonb_array_elements(entries) e loop
    perform audit.put(one ->> 0, one ->> 1, access.membership(), access.agency(), one -> 2,
                      one -> 3, request);
  end loop;
end $$;

-- The first entry whose digest does not follow from the one before it, or null.
create function audit.first_altered() returns bigint
language sql stable set search_path = '' as $$
  with whole as (
    select e.seq, e.digest,
           lag(e.digest, 1, ''::bytea) over (order by e.seq) as before,
           lag(e.seq, 1, 0::bigint) over (order by e.seq) as seq_before,
           audit.body(e.seq, e.at, e.event, e.verb, e.membership_id, e.agency_id, e.facts,
             coalesce((select jsonb_agg(jsonb_build_array(
                                s.kind, s.record_id, s.group_id, s.owner_agency_id)
                                order by s.position)
                         from audit.subject s where s.entry_seq = e.seq), '[]'),
             e.request_id) as body
      from audit.entry e)
  select min(w.seq) from whole w
   where w.digest <> sha256(w.before || convert_to(w.body, 'UTF8')) or w.seq <> w.seq_before + 1;
$$;
