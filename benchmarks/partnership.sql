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
insert into agencies.agreement
    (id, lineage_id, version, owner_agency_id, reference, title, purposes, gateway_ids, documents,
     starts_on, ends_on, review_on, ceiling, shows_parties, state, edition, end_reason)
    select ident, ident, 1, pg_temp.ident('agency', 1), 'ISA-1', 'Sharing on organised crime',
           '{disruption}', array[pg_temp.ident('gateway', 1)], '', current_date - 100,
           current_date + 600, current_date + 80, 2, true, 'live', 1, ''
      from pg_temp.ident('agreement', 1) ident;
insert into agencies.agreement_party
    (agreement_id, agency_id, part_3_purposes, uk_gdpr_purposes, signed_at, signed_office)
    select pg_temp.ident('agreement', 1), id, '{disruption}', '{}', now(), 'Director'
      from agencies.agency;
insert into agencies.agreement_item
    (id, agreement_id, item, view_id, purpose, regime, retention)
    select gen_random_uuid(), pg_temp.ident('agreement', 1), name, id, 'disruption', 'part_3', ''
      from access.shared_view;
insert into agencies.gateway
    (id, code, version, name, from_kind, to_kind, note, data_kinds, purposes, conditions,
     onward_rule, approver_role, form, offence_warning, state, becomes, reason)
    values (pg_temp.ident('gateway', 1), 'CDA115', 1, 'Crime and Disorder Act 1998, section 115',
            'any', 'any', '', '', '{}', '', '', '', '', '', 'in_use', 'in_use', '');

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
insert into groups."group" (id, reference, lead_agency_id, area, base_area, status, kind, theme,
                            other_themes, marking)
    select pg_temp.ident('group', n), 'OCG-' || lpad((n * 37 % 9973)::text, 4, '0') || '-'
                || lpad(n::text, 4, '0'),
           pg_temp.ident('agency', 1 + n % 4), area, area,
           case n % 20 when 7 then 'dormant' else 'active' end, 'organised_crime_group',
           (array['drugs', 'fraud', 'firearms', 'cyber', 'rural'])[1 + n % 5], '{}', 2
      from size, generate_series(1, size.groups) n,
           lateral (select case n % 5 when 0 then 'county' else 'city' end) place (area);
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
                                   mapped_on, version, marking)
    select pg_temp.ident('group', n), repeat('What is known of group ' || n || '. ', 20),
           'FORCE/' || lpad(n::text, 5, '0'), 'Officer ' || n, current_date - 900, 1, 2
      from size, generate_series(1, size.groups) n;
insert into groups.nominal (id, owner_agency_id, reference, home_area, status, marking)
    select pg_temp.ident('nominal', n), pg_temp.ident('agency', 1 + n % 4),
           'NOM-' || lpad(n::text, 6, '0'), case n % 3 when 0 then 'county' else 'city' end,
           'active', 2
      from size, generate_series(1, size.nominals) n;
insert into groups.identity (nominal_id, surname, forename, born, home_district, address,
                             external_id, marking)
    select pg_temp.ident('nominal', n), 'Surname' || n, 'Forename' || n,
           date '1960-01-01' + n % 15000, 'District ' || n % 8, '', '', 2
      from size, generate_series(1, size.nominals) n;
-- Twelve in group 1; the others by turns, one nominal in ten in a second group.
insert into groups.involvement (id, group_id, nominal_id, agency_id, role, category, basis,
                                confidence, state, stated_at, version, marking)
    select gen_random_uuid(), stated.group_id, n.id, n.owner_agency_id, stated.role, 'not_stated',
           'not_stated', 'not_stated', 'stated', now(), 1, 2
      from groups.nominal n join (
    select pg_temp.ident('group', case when n <= 12 then 1 else 2 + n % (size.groups - 1) end),
           pg_temp.ident('nominal', n),
           (array['principal', 'significant', 'peripheral', 'enabler'])[1 + n % 4]
      from size, generate_series(1, size.nominals) n
    union all
    select pg_temp.ident('group', 2 + (n + 5) % (size.groups - 1)), pg_temp.ident('nominal', n),
           'peripheral'
      from size, generate_series(20, size.nominals, 10) n
      ) stated (group_id, nominal_id, role) on stated.nominal_id = n.id;
-- Twenty-five entries of the log in group 1, two in each other.
insert into groups.log_entry (id, group_id, kind, audience, text, written_at, written_by_id,
                              marking)
    select pg_temp.ident('log' || k || ' ', n), pg_temp.ident('group', n), 'decision', 'circle',
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
insert into access.given (id, group_id, from_agency_id, recipient_id, view, sections, via,
                          valid_from, needs_acceptance)
    select gen_random_uuid(), g.id, g.lead_agency_id, d.id, 3, 2047, 'STANDING',
           now() - interval '90 days', false
      from groups."group" g
      join access.duty_recipient d on d.agency_id in (g.lead_agency_id, pg_temp.ident('agency', 17))
    union all
    select gen_random_uuid(), pg_temp.ident('group', n),
           pg_temp.ident('agency', 1 + n % 4), pg_temp.ident('member', 5), 3, 2047, 'LRO',
           now() - interval '90 days', false
      from generate_series(1, 34) n;
-- Loans: six of group 1, three of each other, at a headline or a partner summary.
insert into groups.share (id, group_id, agency_id, cascades, view, view_version_id, purpose,
                          gateway_id, agreement_id, conditions, shows_holders, given_at, until,
                          given_by_id, state, needs_approval, preview_hash, marking)
    select gen_random_uuid(), lent.group_id, lent.agency_id, false, v.view, v.id, 'disruption',
           pg_temp.ident('gateway', 1), pg_temp.ident('agreement', 1), '', false,
           now() - interval '30 days', now() + interval '200 days', pg_temp.ident('member', 5),
           'live', '', '', 2
      from access.view_version v join (
    select pg_temp.ident('group', n), pg_temp.ident('agency', 5 + (n + k * 4) % 12),
           1 + (n + k) % 2
      from size, generate_series(1, size.groups) n, generate_series(1, 3) k
    union all
    select pg_temp.ident('group', 1), pg_temp.ident('agency', 5 + (2 + k * 4) % 12), 2
      from generate_series(1, 3) k
      ) lent (group_id, agency_id, view) on lent.view = v.view;
