-- An invented partnership in the portal's real tables: as many groups as the setting bench.groups
-- says, and 50 nominals for every 7 groups.  Group n is the same in every size, so that whoever
-- sees the first 34 sees the same pages; group 1 is the one that W2 opens.

create function pg_temp.ident(kind text, n int) returns uuid language sql immutable
    return md5(kind || n)::uuid;
create temporary table size as
    select current_setting('bench.groups')::int as groups,
           current_setting('bench.groups')::int * 50 / 7 as nominals;

-- Four police forces lead; twelve partners are lent to; one regional unit sees everything.
insert into agencies.agency (id, code, name, kind, contact, state, ceiling)
    select pg_temp.ident('agency', n), 'A' || n, 'Agency of ' || n || ' and around',
           case when n <= 4 then 'police force' else 'trading standards' end,
           'duty@agency' || n || '.example', 'active', 2
      from generate_series(1, 17) n;
insert into agencies.agreement (id, reference, title, purposes, starts_on, ends_on)
    values (pg_temp.ident('agreement', 1), 'ISA-1', 'Sharing on organised crime', '{disruption}',
            current_date - 100, current_date + 600);
insert into agencies.agreement_party (agreement_id, agency_id)
    select pg_temp.ident('agreement', 1), id from agencies.agency;
insert into agencies.gateway (id, code, name, from_kind, to_kind, note)
    values (pg_temp.ident('gateway', 1), 'CDA115', 'Crime and Disorder Act 1998, section 115',
            'any', 'any', '');

-- 1 to 4: a coordinator of each force.  5: a lead officer of force 1, of the first 34 groups.
-- 6: the mapping team of agency 17.
insert into agencies.person (id, name, email)
    select pg_temp.ident('person', n), 'Person ' || n, 'person' || n || '@bench.example'
      from generate_series(1, 6) n;
insert into agencies.membership (id, person_id, agency_id, vetting_until, ceiling, started_at)
    select pg_temp.ident('member', n), pg_temp.ident('person', n),
           pg_temp.ident('agency', case n when 5 then 1 when 6 then 17 else n end),
           current_date + 400, 2, now()
      from generate_series(1, 6) n;
insert into agencies.duty (membership_id, role)
    select pg_temp.ident('member', n), case n when 5 then 'LRO' when 6 then 'SCO' else 'COO' end
      from generate_series(1, 6) n;
insert into access.duty_recipient (id, agency_id, role)
    select pg_temp.ident('duty', n), pg_temp.ident('agency', case n when 5 then 17 else n end),
           case n when 5 then 'SCO' else 'COO' end
      from generate_series(1, 5) n;
insert into access.sign_in (id, token_hash, person_id, membership_id, opened_at, used_at,
                            idle_until, ends_at)
    select pg_temp.ident('sign-in', n), sha256(convert_to('visitor-' || n, 'UTF8')),
           pg_temp.ident('person', n), pg_temp.ident('member', n), now(), now(),
           now() + interval '3 hours', now() + interval '3 hours'
      from generate_series(1, 6) n;

-- Four groups in five are in the city, three in four of tier 1 to 3, nineteen in twenty active.
insert into groups."group" (id, reference, lead_agency_id, area, status, theme, other_themes,
                            marking)
    select pg_temp.ident('group', n), 'OCG-' || lpad((n * 37 % 9973)::text, 4, '0') || '-'
                || lpad(n::text, 4, '0'),
           pg_temp.ident('agency', 1 + n % 4), case n % 5 when 0 then 'county' else 'city' end,
           case n % 20 when 7 then 'dormant' else 'active' end,
           (array['drugs', 'fraud', 'firearms', 'cyber', 'rural'])[1 + n % 5], '{}', 2
      from size, generate_series(1, size.groups) n;
insert into groups.grading (group_id, band, tier, review_month, marking)
    select pg_temp.ident('group', n), (1 + n % 5) || chr(65 + n % 3), 1 + n % 4,
           date_trunc('month', current_date - 30 + n * 7 % 331)::date, 2
      from size, generate_series(1, size.groups) n;
insert into groups.partner_summary (group_id, operation_name, district, text, version, edited_at,
                                    marking)
    select pg_temp.ident('group', n), 'Operation Bench ' || n, 'District ' || n % 8,
           repeat('What partners need to know of group ' || n || '. ', 12), 1, now(), 2
      from size, generate_series(1, size.groups) n;
insert into groups.working_record (group_id, narrative, external_reference, lead_officer_name,
                                   mapped_on, marking)
    select pg_temp.ident('group', n), repeat('What is known of group ' || n || '. ', 20),
           'FORCE/' || lpad(n::text, 5, '0'), 'Officer ' || n, current_date - 900, 2
      from size, generate_series(1, size.groups) n;
insert into groups.nominal (id, owner_agency_id, reference, surname, forename, born, home_area,
                            home_district, status, marking)
    select pg_temp.ident('nominal', n), pg_temp.ident('agency', 1 + n % 4),
           'NOM-' || lpad(n::text, 6, '0'), 'Surname' || n, 'Forename' || n,
           date '1960-01-01' + n % 15000, case n % 3 when 0 then 'county' else 'city' end,
           'District ' || n % 8, 'active', 2
      from size, generate_series(1, size.nominals) n;
-- Twelve in group 1; the others by turns, one nominal in ten in a second group.
insert into groups.involvement (group_id, nominal_id, role, marking)
    select pg_temp.ident('group', case when n <= 12 then 1 else 2 + n % (size.groups - 1) end),
           pg_temp.ident('nominal', n),
           (array['principal', 'significant', 'peripheral', 'enabler'])[1 + n % 4], 2
      from size, generate_series(1, size.nominals) n
    union all
    select pg_temp.ident('group', 2 + (n + 5) % (size.groups - 1)), pg_temp.ident('nominal', n),
           'peripheral', 2
      from size, generate_series(20, size.nominals, 10) n;
-- Twenty-five entries of the log in group 1, two in each other.
insert into groups.log_entry (id, group_id, kind, text, written_at, written_by_id, marking)
    select pg_temp.ident('log' || k || ' ', n), pg_temp.ident('group', n), 'decision',
           repeat('Decided, with a reason. ', 12), now() - k * interval '1 day',
           pg_temp.ident('member', 5), 2
      from size, generate_series(1, size.groups) n,
           generate_series(1, case n when 1 then 25 else 2 end) k;
insert into scoring.assessment (id, group_id, score, band, tier, scored_on, origin, marking)
    select pg_temp.ident('assessment' || k || ' ', n), pg_temp.ident('group', n), 40 + n % 40,
           (1 + n % 5) || chr(65 + n % 3), 1 + n % 4, current_date - 60 * k, 'as supplied', 2
      from size, generate_series(1, size.groups) n, generate_series(1, 2) k;
insert into scoring.review (id, group_id, due_on, marking)
    select pg_temp.ident('review', n), pg_temp.ident('group', n), current_date - 30 + n * 7 % 331, 2
      from size, generate_series(1, size.groups) n;
-- Eight actions in group 1, two in each other.
insert into plans.action (id, group_id, owner_agency_id, owner_id, strand, step, success, due_on,
                          state, for_partners, logged_at, logged_by_id, version, marking)
    select pg_temp.ident('action' || k || ' ', n), pg_temp.ident('group', n),
           pg_temp.ident('agency', 1), pg_temp.ident('member', 5),
           (array['pursue', 'prevent', 'protect', 'prepare'])[1 + k % 4],
           'Step ' || k || ' on group ' || n, 'It is seen to work, ' || k || ' of ' || n,
           current_date + 40 + k * 9, 'accepted', true, now(), pg_temp.ident('member', 5), 1, 2
      from size, generate_series(1, size.groups) n,
           generate_series(1, case n when 1 then 8 else 2 end) k;

-- Standing grants: the lead force's coordinators and the mapping team; the officer of the first 34.
insert into access.given (id, group_id, from_agency_id, recipient_id, view, via, valid_from)
    select gen_random_uuid(), g.id, g.lead_agency_id, d.id, 3, 'STANDING', now() - interval '90 days'
      from groups."group" g
      join access.duty_recipient d on d.agency_id in (g.lead_agency_id, pg_temp.ident('agency', 17))
    union all
    select gen_random_uuid(), pg_temp.ident('group', n),
           pg_temp.ident('agency', 1 + n % 4), pg_temp.ident('member', 5), 3, 'LRO',
           now() - interval '90 days'
      from generate_series(1, 34) n;
-- Loans: six of group 1, three of each other, at a headline or a partner summary.
insert into groups.share (id, group_id, agency_id, view, purpose, gateway_id, agreement_id,
                          given_at, until, given_by_id, marking)
    select gen_random_uuid(), pg_temp.ident('group', n), pg_temp.ident('agency', 5 + (n + k * 4) % 12),
           1 + (n + k) % 2, 'disruption', pg_temp.ident('gateway', 1),
           pg_temp.ident('agreement', 1), now() - interval '30 days', now() + interval '200 days',
           pg_temp.ident('member', 5), 2
      from size, generate_series(1, size.groups) n, generate_series(1, 3) k
    union all
    select gen_random_uuid(), pg_temp.ident('group', 1), pg_temp.ident('agency', 5 + (2 + k * 4) % 12),
           2, 'disruption', pg_temp.ident('gateway', 1), pg_temp.ident('agreement', 1),
           now() - interval '30 days', now() + interval '200 days', pg_temp.ident('member', 5), 2
      from generate_series(1, 3) k;
