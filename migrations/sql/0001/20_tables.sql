CREATE TABLE access.sign_in_attempt (
	email_hash BYTEA NOT NULL, 
	failures SMALLINT NOT NULL, 
	last_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_sign_in_attempt PRIMARY KEY (email_hash)
);

CREATE TABLE agencies.agency (
	id UUID NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	state TEXT NOT NULL, 
	ceiling SMALLINT NOT NULL, 
	CONSTRAINT pk_agency PRIMARY KEY (id), 
	CONSTRAINT ck_agency_state_is_known CHECK (state in ('invited', 'active', 'suspended', 'left')), 
	CONSTRAINT uq_agency_code UNIQUE (code)
);

CREATE TABLE agencies.agreement (
	id UUID NOT NULL, 
	reference TEXT NOT NULL, 
	title TEXT NOT NULL, 
	purposes TEXT[] NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	CONSTRAINT pk_agreement PRIMARY KEY (id), 
	CONSTRAINT ck_agreement_ends_after_start CHECK (ends_on >= starts_on), 
	CONSTRAINT uq_agreement_reference UNIQUE (reference)
);

CREATE TABLE agencies.gateway (
	id UUID NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	from_kind TEXT NOT NULL, 
	to_kind TEXT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_gateway PRIMARY KEY (id), 
	CONSTRAINT uq_gateway_code UNIQUE (code)
);

CREATE TABLE agencies.loaded_row (
	kind TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	loaded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_loaded_row PRIMARY KEY (kind, reference)
);

CREATE TABLE agencies.person (
	id UUID NOT NULL, 
	name TEXT NOT NULL, 
	email TEXT NOT NULL, 
	disabled_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_email UNIQUE (email)
);

CREATE TABLE agencies.receiver (
	id UUID NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	ceiling SMALLINT NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	CONSTRAINT pk_receiver PRIMARY KEY (id)
);

CREATE TABLE audit.entry (
	seq BIGINT NOT NULL, 
	at TIMESTAMP WITH TIME ZONE NOT NULL, 
	event TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	membership_id UUID, 
	agency_id UUID, 
	facts JSONB NOT NULL, 
	request_id TEXT NOT NULL, 
	digest BYTEA NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (seq)
);

CREATE TABLE boards.board (
	id UUID NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	area TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	ceiling SMALLINT NOT NULL, 
	CONSTRAINT pk_board PRIMARY KEY (id), 
	CONSTRAINT ck_board_area_is_known CHECK (area in ('city', 'county')), 
	CONSTRAINT uq_board_code UNIQUE (code)
);

CREATE TABLE access.duty_recipient (
	id UUID NOT NULL, 
	agency_id UUID NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_duty_recipient PRIMARY KEY (id), 
	CONSTRAINT uq_duty_recipient_agency_id_role UNIQUE (agency_id, role), 
	CONSTRAINT fk_duty_recipient_agency_id FOREIGN KEY(agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE agencies.agreement_party (
	agreement_id UUID NOT NULL, 
	agency_id UUID NOT NULL, 
	CONSTRAINT pk_agreement_party PRIMARY KEY (agreement_id, agency_id), 
	CONSTRAINT fk_agreement_party_agreement_id FOREIGN KEY(agreement_id) REFERENCES agencies.agreement (id), 
	CONSTRAINT fk_agreement_party_agency_id FOREIGN KEY(agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE agencies.credential (
	person_id UUID NOT NULL, 
	password_hash TEXT NOT NULL, 
	set_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_credential PRIMARY KEY (person_id), 
	CONSTRAINT fk_credential_person_id FOREIGN KEY(person_id) REFERENCES agencies.person (id)
);

CREATE TABLE agencies.membership (
	id UUID NOT NULL, 
	person_id UUID NOT NULL, 
	agency_id UUID NOT NULL, 
	vetting_until DATE, 
	ceiling SMALLINT NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES agencies.person (id), 
	CONSTRAINT fk_membership_agency_id FOREIGN KEY(agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE audit.subject (
	entry_seq BIGINT NOT NULL, 
	position SMALLINT NOT NULL, 
	kind TEXT NOT NULL, 
	record_id UUID NOT NULL, 
	group_id UUID, 
	owner_agency_id UUID, 
	CONSTRAINT pk_subject PRIMARY KEY (entry_seq, position), 
	CONSTRAINT fk_subject_entry_seq FOREIGN KEY(entry_seq) REFERENCES audit.entry (seq)
);

CREATE TABLE boards.work_stream (
	id UUID NOT NULL, 
	board_id UUID NOT NULL, 
	title TEXT NOT NULL, 
	objective TEXT NOT NULL, 
	theme TEXT NOT NULL, 
	year SMALLINT NOT NULL, 
	lead_agency_id UUID NOT NULL, 
	progress TEXT NOT NULL, 
	version SMALLINT NOT NULL, 
	CONSTRAINT pk_work_stream PRIMARY KEY (id), 
	CONSTRAINT ck_work_stream_progress_is_known CHECK (progress in ('not_reported', 'green', 'amber', 'red')), 
	CONSTRAINT fk_work_stream_board_id FOREIGN KEY(board_id) REFERENCES boards.board (id), 
	CONSTRAINT fk_work_stream_lead_agency_id FOREIGN KEY(lead_agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE groups."group" (
	id UUID NOT NULL, 
	reference TEXT NOT NULL, 
	lead_agency_id UUID NOT NULL, 
	area TEXT NOT NULL, 
	status TEXT NOT NULL, 
	theme TEXT NOT NULL, 
	other_themes TEXT[] NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_group PRIMARY KEY (id), 
	CONSTRAINT ck_group_area_is_known CHECK (area in ('city', 'county')), 
	CONSTRAINT ck_group_status_is_known CHECK (status in ('potential', 'active', 'dormant', 'archived', 'merged', 'transferred', 'not_mapped')), 
	CONSTRAINT uq_group_reference UNIQUE (reference), 
	CONSTRAINT fk_group_lead_agency_id FOREIGN KEY(lead_agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE groups.nominal (
	id UUID NOT NULL, 
	owner_agency_id UUID NOT NULL, 
	reference TEXT NOT NULL, 
	surname TEXT NOT NULL, 
	forename TEXT NOT NULL, 
	born DATE NOT NULL, 
	home_area TEXT NOT NULL, 
	home_district TEXT NOT NULL, 
	status TEXT NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_nominal PRIMARY KEY (id), 
	CONSTRAINT ck_nominal_home_area_is_known CHECK (home_area in ('city', 'county')), 
	CONSTRAINT ck_nominal_status_is_known CHECK (status in ('candidate', 'active', 'inactive', 'deceased', 'erased')), 
	CONSTRAINT uq_nominal_owner_agency_id_reference UNIQUE (owner_agency_id, reference), 
	CONSTRAINT fk_nominal_owner_agency_id FOREIGN KEY(owner_agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE plans.operation_result (
	id UUID NOT NULL, 
	owner_agency_id UUID NOT NULL, 
	operation TEXT NOT NULL, 
	strand TEXT NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	measure TEXT NOT NULL, 
	value NUMERIC(14, 2) NOT NULL, 
	CONSTRAINT pk_operation_result PRIMARY KEY (id), 
	CONSTRAINT ck_operation_result_strand_is_known CHECK (strand in ('pursue', 'prevent', 'protect', 'prepare')), 
	CONSTRAINT uq_operation_result_owner_agency_id_operation_measure_starts_on UNIQUE (owner_agency_id, operation, measure, starts_on), 
	CONSTRAINT fk_operation_result_owner_agency_id FOREIGN KEY(owner_agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE profiles.monthly_count (
	id UUID NOT NULL, 
	owner_agency_id UUID NOT NULL, 
	month DATE NOT NULL, 
	groups INTEGER NOT NULL, 
	nominals INTEGER NOT NULL, 
	high_risk_groups INTEGER NOT NULL, 
	high_risk_nominals INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	method TEXT NOT NULL, 
	CONSTRAINT pk_monthly_count PRIMARY KEY (id), 
	CONSTRAINT ck_monthly_count_month_is_its_first_day CHECK (extract(day from month) = 1), 
	CONSTRAINT uq_monthly_count_owner_agency_id_month UNIQUE (owner_agency_id, month), 
	CONSTRAINT fk_monthly_count_owner_agency_id FOREIGN KEY(owner_agency_id) REFERENCES agencies.agency (id)
);

CREATE TABLE access.sent_form (
	key UUID NOT NULL, 
	membership_id UUID NOT NULL, 
	digest TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	sent_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_sent_form PRIMARY KEY (key), 
	CONSTRAINT fk_sent_form_membership_id FOREIGN KEY(membership_id) REFERENCES agencies.membership (id)
);

CREATE TABLE access.sign_in (
	id UUID NOT NULL, 
	token_hash BYTEA NOT NULL, 
	person_id UUID NOT NULL, 
	membership_id UUID, 
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	used_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	idle_until TIMESTAMP WITH TIME ZONE NOT NULL, 
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_sign_in PRIMARY KEY (id), 
	CONSTRAINT uq_sign_in_token_hash UNIQUE (token_hash), 
	CONSTRAINT fk_sign_in_person_id FOREIGN KEY(person_id) REFERENCES agencies.person (id), 
	CONSTRAINT fk_sign_in_membership_id FOREIGN KEY(membership_id) REFERENCES agencies.membership (id)
);

CREATE TABLE agencies.duty (
	membership_id UUID NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_duty PRIMARY KEY (membership_id, role), 
	CONSTRAINT fk_duty_membership_id FOREIGN KEY(membership_id) REFERENCES agencies.membership (id)
);

CREATE TABLE boards.meeting (
	id UUID NOT NULL, 
	board_id UUID NOT NULL, 
	held_on DATE NOT NULL, 
	place TEXT NOT NULL, 
	made_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	made_by_id UUID NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT uq_meeting_board_id_held_on UNIQUE (board_id, held_on), 
	CONSTRAINT fk_meeting_board_id FOREIGN KEY(board_id) REFERENCES boards.board (id), 
	CONSTRAINT fk_meeting_made_by_id FOREIGN KEY(made_by_id) REFERENCES agencies.membership (id)
);

CREATE TABLE boards.seat (
	id UUID NOT NULL, 
	board_id UUID NOT NULL, 
	agency_id UUID NOT NULL, 
	membership_id UUID NOT NULL, 
	role TEXT NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	ended_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT ck_seat_role_is_known CHECK (role in ('chair', 'secretary', 'member')), 
	CONSTRAINT fk_seat_board_id FOREIGN KEY(board_id) REFERENCES boards.board (id), 
	CONSTRAINT fk_seat_agency_id FOREIGN KEY(agency_id) REFERENCES agencies.agency (id), 
	CONSTRAINT fk_seat_membership_id FOREIGN KEY(membership_id) REFERENCES agencies.membership (id)
);

CREATE TABLE boards.stream_report (
	id UUID NOT NULL, 
	stream_id UUID NOT NULL, 
	board_id UUID NOT NULL, 
	progress TEXT NOT NULL, 
	note TEXT NOT NULL, 
	written_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	written_by_id UUID NOT NULL, 
	CONSTRAINT pk_stream_report PRIMARY KEY (id), 
	CONSTRAINT ck_stream_report_progress_is_known CHECK (progress in ('not_reported', 'green', 'amber', 'red')), 
	CONSTRAINT fk_stream_report_stream_id FOREIGN KEY(stream_id) REFERENCES boards.work_stream (id), 
	CONSTRAINT fk_stream_report_board_id FOREIGN KEY(board_id) REFERENCES boards.board (id), 
	CONSTRAINT fk_stream_report_written_by_id FOREIGN KEY(written_by_id) REFERENCES agencies.membership (id)
);

CREATE TABLE groups.grading (
	group_id UUID NOT NULL, 
	band TEXT NOT NULL, 
	tier SMALLINT NOT NULL, 
	previous_band TEXT, 
	band_moved_on DATE, 
	review_month DATE, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_grading PRIMARY KEY (group_id), 
	CONSTRAINT ck_grading_band_is_1a_to_5c CHECK (band ~ '^[1-5][ABC]$'), 
	CONSTRAINT ck_grading_tier_is_1_to_4 CHECK (tier between 1 and 4), 
	CONSTRAINT fk_grading_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id)
);

CREATE TABLE groups.involvement (
	group_id UUID NOT NULL, 
	nominal_id UUID NOT NULL, 
	role TEXT NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_involvement PRIMARY KEY (group_id, nominal_id), 
	CONSTRAINT ck_involvement_role_is_known CHECK (role in ('principal', 'significant', 'peripheral', 'enabler')), 
	CONSTRAINT fk_involvement_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_involvement_nominal_id FOREIGN KEY(nominal_id) REFERENCES groups.nominal (id)
);

CREATE TABLE groups.log_entry (
	id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	written_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	written_by_id UUID NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_log_entry PRIMARY KEY (id), 
	CONSTRAINT ck_log_entry_kind_is_known CHECK (kind in ('decision', 'concern')), 
	CONSTRAINT fk_log_entry_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_log_entry_written_by_id FOREIGN KEY(written_by_id) REFERENCES agencies.membership (id)
);

CREATE TABLE groups.partner_summary (
	group_id UUID NOT NULL, 
	operation_name TEXT NOT NULL, 
	district TEXT NOT NULL, 
	text TEXT NOT NULL, 
	version SMALLINT NOT NULL, 
	edited_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_partner_summary PRIMARY KEY (group_id), 
	CONSTRAINT fk_partner_summary_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id)
);

CREATE TABLE groups.review_date (
	group_id UUID NOT NULL, 
	due_on DATE NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_review_date PRIMARY KEY (group_id), 
	CONSTRAINT fk_review_date_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id)
);

CREATE TABLE groups.share (
	id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	agency_id UUID, 
	board_id UUID, 
	view SMALLINT NOT NULL, 
	purpose TEXT NOT NULL, 
	gateway_id UUID NOT NULL, 
	agreement_id UUID NOT NULL, 
	given_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	until TIMESTAMP WITH TIME ZONE NOT NULL, 
	given_by_id UUID NOT NULL, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	revoked_by_id UUID, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_share PRIMARY KEY (id), 
	CONSTRAINT ck_share_one_recipient CHECK ((agency_id is null) <> (board_id is null)), 
	CONSTRAINT ck_share_view_in_range CHECK (view between 1 and 3), 
	CONSTRAINT ck_share_ends_after_start CHECK (until > given_at), 
	CONSTRAINT fk_share_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_share_agency_id FOREIGN KEY(agency_id) REFERENCES agencies.agency (id), 
	CONSTRAINT fk_share_board_id FOREIGN KEY(board_id) REFERENCES boards.board (id), 
	CONSTRAINT fk_share_gateway_id FOREIGN KEY(gateway_id) REFERENCES agencies.gateway (id), 
	CONSTRAINT fk_share_agreement_id FOREIGN KEY(agreement_id) REFERENCES agencies.agreement (id), 
	CONSTRAINT fk_share_given_by_id FOREIGN KEY(given_by_id) REFERENCES agencies.membership (id), 
	CONSTRAINT fk_share_revoked_by_id FOREIGN KEY(revoked_by_id) REFERENCES agencies.membership (id)
);

CREATE TABLE groups.working_record (
	group_id UUID NOT NULL, 
	narrative TEXT NOT NULL, 
	external_reference TEXT NOT NULL, 
	lead_officer_name TEXT NOT NULL, 
	mapped_on DATE NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_working_record PRIMARY KEY (group_id), 
	CONSTRAINT fk_working_record_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id)
);

CREATE TABLE plans.action (
	id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	owner_agency_id UUID NOT NULL, 
	owner_id UUID NOT NULL, 
	strand TEXT NOT NULL, 
	step TEXT NOT NULL, 
	success TEXT NOT NULL, 
	due_on DATE NOT NULL, 
	state TEXT NOT NULL, 
	for_partners BOOLEAN NOT NULL, 
	logged_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	logged_by_id UUID NOT NULL, 
	version SMALLINT NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT ck_action_strand_is_known CHECK (strand in ('pursue', 'prevent', 'protect', 'prepare')), 
	CONSTRAINT ck_action_state_is_known CHECK (state in ('accepted', 'in_progress', 'blocked', 'done', 'cancelled')), 
	CONSTRAINT fk_action_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_action_owner_agency_id FOREIGN KEY(owner_agency_id) REFERENCES agencies.agency (id), 
	CONSTRAINT fk_action_owner_id FOREIGN KEY(owner_id) REFERENCES agencies.membership (id), 
	CONSTRAINT fk_action_logged_by_id FOREIGN KEY(logged_by_id) REFERENCES agencies.membership (id)
);

CREATE TABLE profiles.published_total (
	id UUID NOT NULL, 
	published_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	published_by_id UUID NOT NULL, 
	as_at DATE NOT NULL, 
	measure TEXT NOT NULL, 
	area TEXT NOT NULL, 
	value INTEGER, 
	withheld TEXT, 
	CONSTRAINT pk_published_total PRIMARY KEY (id), 
	CONSTRAINT ck_published_total_withheld_is_known CHECK (withheld in ('small', 'hidden')), 
	CONSTRAINT ck_published_total_value_or_withheld CHECK ((value is null) = (withheld is not null)), 
	CONSTRAINT uq_published_total_published_at_measure_area UNIQUE (published_at, measure, area), 
	CONSTRAINT fk_published_total_published_by_id FOREIGN KEY(published_by_id) REFERENCES agencies.membership (id)
);

CREATE TABLE scoring.assessment (
	id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	score SMALLINT NOT NULL, 
	band TEXT NOT NULL, 
	tier SMALLINT NOT NULL, 
	scored_on DATE NOT NULL, 
	origin TEXT NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_assessment PRIMARY KEY (id), 
	CONSTRAINT ck_assessment_score_is_0_to_100 CHECK (score between 0 and 100), 
	CONSTRAINT ck_assessment_band_is_1a_to_5c CHECK (band ~ '^[1-5][ABC]$'), 
	CONSTRAINT fk_assessment_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id)
);

CREATE TABLE scoring.review (
	id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	due_on DATE NOT NULL, 
	done_on DATE, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id)
);

CREATE TABLE access.given (
	id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	from_agency_id UUID NOT NULL, 
	recipient_id UUID NOT NULL, 
	view SMALLINT NOT NULL, 
	via TEXT NOT NULL, 
	share_id UUID, 
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL, 
	valid_until TIMESTAMP WITH TIME ZONE, 
	revoked_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT pk_given PRIMARY KEY (id), 
	CONSTRAINT ck_given_view_in_range CHECK (view between 1 and 3), 
	CONSTRAINT ck_given_via_is_known CHECK (via in ('LRO', 'SRO', 'ANA', 'LEAD', 'STANDING', 'SHARE')), 
	CONSTRAINT ck_given_share_has_its_record CHECK ((via = 'SHARE') = (share_id is not null)), 
	CONSTRAINT ck_given_ends_after_start CHECK (valid_until is null or valid_until > valid_from), 
	CONSTRAINT fk_given_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_given_from_agency_id FOREIGN KEY(from_agency_id) REFERENCES agencies.agency (id), 
	CONSTRAINT fk_given_share_id FOREIGN KEY(share_id) REFERENCES groups.share (id)
);

CREATE TABLE boards.agenda_item (
	id UUID NOT NULL, 
	meeting_id UUID NOT NULL, 
	board_id UUID NOT NULL, 
	position SMALLINT NOT NULL, 
	reason TEXT NOT NULL, 
	words TEXT NOT NULL, 
	group_id UUID, 
	action_id UUID, 
	stream_id UUID, 
	CONSTRAINT pk_agenda_item PRIMARY KEY (id), 
	CONSTRAINT ck_agenda_item_reason_is_known CHECK (reason in ('review_due', 'band_moved', 'action_overdue', 'work_stream', 'standing')), 
	CONSTRAINT fk_agenda_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES boards.meeting (id), 
	CONSTRAINT fk_agenda_item_board_id FOREIGN KEY(board_id) REFERENCES boards.board (id), 
	CONSTRAINT fk_agenda_item_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_agenda_item_action_id FOREIGN KEY(action_id) REFERENCES plans.action (id), 
	CONSTRAINT fk_agenda_item_stream_id FOREIGN KEY(stream_id) REFERENCES boards.work_stream (id)
);

CREATE TABLE plans.action_update (
	id UUID NOT NULL, 
	action_id UUID NOT NULL, 
	group_id UUID NOT NULL, 
	state TEXT NOT NULL, 
	text TEXT NOT NULL, 
	written_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	written_by_id UUID NOT NULL, 
	marking SMALLINT NOT NULL, 
	CONSTRAINT pk_action_update PRIMARY KEY (id), 
	CONSTRAINT fk_action_update_action_id FOREIGN KEY(action_id) REFERENCES plans.action (id), 
	CONSTRAINT fk_action_update_group_id FOREIGN KEY(group_id) REFERENCES groups."group" (id), 
	CONSTRAINT fk_action_update_written_by_id FOREIGN KEY(written_by_id) REFERENCES agencies.membership (id)
);

CREATE INDEX ix_entry_actor ON audit.entry (agency_id, seq);

CREATE INDEX ix_membership_agency_id ON agencies.membership (agency_id);

CREATE UNIQUE INDEX uq_membership_live ON agencies.membership (person_id, agency_id) WHERE ended_at is null;

CREATE INDEX ix_subject_group ON audit.subject (group_id, entry_seq);

CREATE INDEX ix_subject_owner ON audit.subject (owner_agency_id, entry_seq);

CREATE INDEX ix_subject_record ON audit.subject (record_id, entry_seq);

CREATE INDEX ix_work_stream_board_id ON boards.work_stream (board_id);

CREATE INDEX ix_group_lead_agency_id ON groups."group" (lead_agency_id);

CREATE INDEX ix_sign_in_person_id ON access.sign_in (person_id);

CREATE INDEX ix_meeting_board_id ON boards.meeting (board_id);

CREATE INDEX ix_seat_membership_id ON boards.seat (membership_id);

CREATE UNIQUE INDEX uq_seat_live ON boards.seat (board_id, membership_id) WHERE ended_at is null;

CREATE INDEX ix_stream_report_stream_id ON boards.stream_report (stream_id);

CREATE INDEX ix_involvement_nominal ON groups.involvement (nominal_id, group_id);

CREATE INDEX ix_log_entry_group_id ON groups.log_entry (group_id);

CREATE INDEX ix_share_group_id ON groups.share (group_id);

CREATE INDEX ix_action_group ON plans.action (group_id, due_on);

CREATE INDEX ix_action_owner ON plans.action (owner_agency_id, due_on);

CREATE INDEX ix_assessment_group ON scoring.assessment (group_id, scored_on);

CREATE INDEX ix_review_due ON scoring.review (due_on, group_id);

CREATE UNIQUE INDEX uq_review_open ON scoring.review (group_id) WHERE done_on is null;

CREATE INDEX ix_given_group ON access.given (group_id, recipient_id, view);

CREATE INDEX ix_given_sight ON access.given (recipient_id, group_id, view);

CREATE INDEX ix_agenda_item_meeting ON boards.agenda_item (meeting_id, position);

CREATE INDEX ix_action_update_action_id ON plans.action_update (action_id);
