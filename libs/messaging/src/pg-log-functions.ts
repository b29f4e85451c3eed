/** The functions of schema `log`: one round trip each. Replaced at every migration. */
export const PG_LOG_FUNCTIONS = `
-- Appends one flush: several topics, one transaction. Heads are locked in one order, until the commit; so offsets have no
-- gaps and grow in commit order, whoever appends. A flush is known by producer and seq: trying again after a lost answer
-- writes nothing twice. Returns the first offset of each partition, comma-separated, then ';' and the time in ms.
create or replace function log.append(
  p_producer text, p_seq bigint, p_notify boolean,
  p_topics text[], p_partitions int[], p_counts int[],
  p_group int[], p_nth int[], p_at int[], p_key_bytes int[], p_header_bytes int[], p_value_bytes int[], p_data bytea
) returns text language plpgsql as $$
declare
  v_bases bigint[];
  v_now timestamptz;
  v_result text;
  v_note text;
begin
  perform 1 from log.heads h
    join unnest(p_topics, p_partitions) as w(topic, partition) on h.topic = w.topic and h.partition = w.partition
    order by h.topic, h.partition for update of h;
  select result into v_result from log.producers where producer = p_producer and seq = p_seq;
  if found then return v_result; end if;

  v_now := clock_timestamp();
  with moved as (
    update log.heads h set next_offset = h.next_offset + w.n
    from unnest(p_topics, p_partitions, p_counts) with ordinality as w(topic, partition, n, nth)
    where h.topic = w.topic and h.partition = w.partition
    returning w.nth, h.next_offset - w.n as base
  ) select array_agg(base order by nth) into v_bases from moved;
  if cardinality(v_bases) is distinct from cardinality(p_topics) then
    raise exception 'a partition is missing in log.heads' using errcode = 'undefined_table';
  end if;

  insert into log.records (topic, partition, "offset", key, headers, value, appended_at)
  select p_topics[r.g], p_partitions[r.g], v_bases[r.g] + r.nth,
    convert_from(substring(p_data from r.at for r.k), 'UTF8'),
    convert_from(substring(p_data from r.at + r.k for r.h), 'UTF8'),
    substring(p_data from r.at + r.k + r.h for r.v),
    v_now
  from unnest(p_group, p_nth, p_at, p_key_bytes, p_header_bytes, p_value_bytes) as r(g, nth, at, k, h, v);

  v_result := array_to_string(v_bases, ',') || ';' || round(extract(epoch from v_now) * 1000);
  insert into log.producers as p values (p_producer, p_seq, v_result, v_now)
    on conflict (producer) do update set seq = excluded.seq, result = excluded.result, at = excluded.at;
  if p_notify then
    select p_producer || ' ' || string_agg(p_topics[i] || ' ' || p_partitions[i] || ' ' || v_bases[i] + p_counts[i], ' ')
      into v_note from generate_subscripts(p_topics, 1) i;
    perform pg_notify('caracal_log', case when length(v_note) < 7900 then v_note else p_producer || ' *' end);
  end if;
  return v_result;
end $$;

-- Renews the memberships of one process and clears away members that are gone: those whose connection the server no
-- longer has (a killed process), and those that didn't renew in time (a hung one). Says who is in each group, who owns
-- which partition, and where each partition ends.
create or replace function log.heartbeat(p_members text[], p_groups text[], p_topics text[], p_lease_ms int)
returns table (member text, peers text[], owners text[], heads bigint[]) language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform pg_advisory_xact_lock(hashtext('caracal log groups'));
  delete from log.members m where m.member <> all(p_members) and (m.expires_at < clock_timestamp()
    or not exists (select 1 from pg_stat_activity a where a.pid = m.backend_pid));
  if found or exists (select 1 from unnest(p_members) as w(id) where not exists (select 1 from log.members m where m.member = w.id)) then
    perform pg_notify('caracal_log_groups', pg_backend_pid()::text);
  end if;
  insert into log.members as m
    select w.id, w.grp, w.topic, pg_backend_pid(), clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0)
    from unnest(p_members, p_groups, p_topics) as w(id, grp, topic)
    on conflict on constraint members_pkey do update set backend_pid = excluded.backend_pid, expires_at = excluded.expires_at;
  return query
    select w.id,
      (select array_agg(m.member order by m.member) from log.members m where m.group_name = w.grp and m.topic = w.topic),
      (select array_agg(coalesce(l.member, '') order by h.partition) from log.heads h
        left join log.leases l on l.group_name = w.grp and l.topic = h.topic and l.partition = h.partition where h.topic = w.topic),
      (select array_agg(h.next_offset order by h.partition) from log.heads h where h.topic = w.topic)
    from unnest(p_members, p_groups, p_topics) as w(id, grp, topic);
end $$;

-- Takes free partitions; returns those that it has now, each with the committed offset of the group.
create or replace function log.claim(p_member text, p_partitions int[])
returns table (partition int, committed bigint) language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  perform pg_advisory_xact_lock(hashtext('caracal log groups'));
  return query
    with got as (
      insert into log.leases as l (group_name, topic, partition, member)
      select m.group_name, m.topic, w.p, m.member from log.members m, unnest(p_partitions) as w(p) where m.member = p_member
      on conflict on constraint leases_pkey do update set member = excluded.member where l.member = excluded.member
      returning l.group_name, l.topic, l.partition
    )
    select g.partition, o.next_offset from got g
      left join log.offsets o on o.group_name = g.group_name and o.topic = g.topic and o.partition = g.partition;
end $$;

-- Gives partitions back and tells the others.
create or replace function log.release(p_member text, p_partitions int[]) returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  delete from log.leases l where l.member = p_member and l.partition = any(p_partitions);
  if found then perform pg_notify('caracal_log_groups', pg_backend_pid()::text); end if;
end $$;

create or replace function log.leave(p_member text) returns void language plpgsql as $$
begin
  delete from log.members m where m.member = p_member;
  if found then perform pg_notify('caracal_log_groups', pg_backend_pid()::text); end if;
end $$;

-- Commits offsets, only for partitions that the member owns: one that lost its lease can't move the group back.
-- Losing the last of them in a crash means redelivery, nothing else; so the commit need not wait for the disk.
create or replace function log.commit_offsets(p_members text[], p_partitions int[], p_next bigint[])
returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  insert into log.offsets as o (group_name, topic, partition, next_offset)
    select l.group_name, l.topic, l.partition, w.next
    from unnest(p_members, p_partitions, p_next) as w(member, partition, next)
    join log.leases l on l.member = w.member and l.partition = w.partition
    on conflict (group_name, topic, partition) do update set next_offset = excluded.next_offset;
end $$;

-- Makes a topic's chunks for the time ahead and drops those that are past its retention. Runs as the owner; one process
-- at a time, the others skip. A chunk that a long reader holds is dropped next time. Returns how many were dropped.
create or replace function log.maintain(p_topic text) returns int language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
  v_topic log.topics;
  v_parent text := 'records_' || regexp_replace(p_topic, '[^A-Za-z0-9_]', '_', 'g');
  v_width float8;
  v_from float8;
  v_name text;
  v_dropped int := 0;
begin
  select * into strict v_topic from log.topics where name = p_topic;
  if not pg_try_advisory_xact_lock(hashtext('caracal log maintenance')) then return 0; end if;
  v_width := extract(epoch from v_topic.chunk);
  for i in 0..2 loop
    v_from := (floor(extract(epoch from clock_timestamp()) / v_width) + i) * v_width;
    v_name := v_parent || '_' || to_char(to_timestamp(v_from) at time zone 'UTC', 'YYYYMMDDHH24MISS');
    if to_regclass(format('log.%I', v_name)) is null then
      execute format('create table log.%I partition of log.%I for values from (%L) to (%L) with (toast_tuple_target = 8160)',
        v_name, v_parent, to_timestamp(v_from), to_timestamp(v_from + v_width));
    end if;
  end loop;
  for v_name in
    select k.relname from pg_inherits i join pg_class k on k.oid = i.inhrelid
    where i.inhparent = to_regclass(format('log.%I', v_parent))
      and to_timestamp(right(k.relname, 14) || '+00', 'YYYYMMDDHH24MISSTZH') + v_topic.chunk
        < clock_timestamp() - v_topic.retention
  loop
    begin
      execute format('drop table log.%I', v_name);
      v_dropped := v_dropped + 1;
    exception when lock_not_available then null;
    end;
  end loop;
  delete from log.producers where at < clock_timestamp() - interval '1 day';
  return v_dropped;
end $$;
`;
