import { faultPoint } from '#kernel';
import { assignPartitions } from './assign-partitions.js';
import type { PgSession } from './pg-session.js';

/**
 * Group membership of one process, over a table of members and one of leases. A heartbeat a second renews the members
 * and shows each group as it is; everyone computes the same assignment from it, gives back what is not theirs, and
 * claims what is theirs and free. The lease arbitrates, so two never own a partition; a killed process is seen by its
 * connection being gone, a hung one by its lease running out.
 */
export class PgGroups {
  private readonly members = new Map<string, GroupMember>();
  private readonly commits = new Map<string, OffsetCommit>();
  private readonly timers: NodeJS.Timeout[];
  private beating: Promise<void> | undefined;
  private beatAgain = false;
  private closed = false;
  /** Whether others have members, and so want to be told of appends by the database. */
  othersListen = true;

  constructor(
    private readonly session: PgSession,
    private readonly instance: string,
    private readonly leaseMs: number,
    /** Whether an instance is told of appends without asking the database. */
    private readonly isTold: (instance: string) => boolean,
  ) {
    this.timers = [
      setInterval(() => void this.beat(), Math.min(HEARTBEAT_MS, leaseMs / 3)),
      setInterval(() => void this.flushCommits(), COMMIT_MS),
    ];
  }

  async join(member: GroupMember): Promise<void> {
    this.members.set(member.id, member);
    await this.beat();
  }

  /** The member has let go of everything that it read. */
  async leave(member: GroupMember): Promise<void> {
    this.members.delete(member.id);
    await this.flushCommits();
    await this.session.query({ text: 'select log.leave($1)', values: [member.id] }).catch(() => undefined);
  }

  commit(member: GroupMember, partition: number, nextOffset: number): void {
    this.commits.set(`${member.id} ${partition}`, { member: member.id, partition, nextOffset });
  }

  /** Heartbeat and rebalance now; resolves when both are done. Failures show in the session's trouble, and the next beat tries again. */
  async beat(): Promise<void> {
    if (this.beating !== undefined) {
      this.beatAgain = true;
      return this.beating;
    }
    this.beating = this.beats().finally(() => {
      this.beating = undefined;
    });
    return this.beating;
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.beating;
    await this.flushCommits();
  }

  private async beats(): Promise<void> {
    do {
      this.beatAgain = false;
      await this.heartbeat().catch(() => undefined);
    } while (this.beatAgain && !this.closed);
  }

  private async heartbeat(): Promise<void> {
    await faultPoint('log.heartbeat');
    const members = [...this.members.values()];
    const { rows } = await this.session.query<GroupRow>({
      name: 'caracal-heartbeat',
      text: 'select member, peers, owners, heads::text[] from log.heartbeat($1,$2,$3,$4)',
      values: [members.map((m) => m.id), members.map((m) => m.group), members.map((m) => m.topic), this.leaseMs],
    });
    this.othersListen = rows.length === 0 || rows.some(({ peers }) => peers.some((peer) => !this.hears(peer)));
    for (const row of rows) {
      const member = this.members.get(row.member);
      if (member !== undefined) await this.rebalance(member, row);
    }
  }

  private hears(peer: string): boolean {
    const [instance = ''] = peer.split('/');
    return instance === this.instance || this.isTold(instance);
  }

  private async rebalance(member: GroupMember, { peers, owners, heads }: GroupRow): Promise<void> {
    member.noteHeads(heads.map(Number));
    const owned = new Map(owners.flatMap((owner, partition) => (owner === '' ? [] : [[partition, owner] as const])));
    const assignment = assignPartitions(owners.length, peers, owned);
    const claims: number[] = [];
    for (const [partition, assignee] of assignment) {
      const owner = owned.get(partition);
      const reading = member.owned.has(partition);
      if (reading && owner !== undefined && owner !== member.id) void member.stop(partition);
      else if (assignee !== member.id && (reading || owner === member.id)) void this.giveBack(member, partition);
      else if (assignee === member.id && (owner === undefined || (owner === member.id && !reading)))
        claims.push(partition);
    }
    if (claims.length > 0) await this.claim(member, claims);
  }

  private async claim(member: GroupMember, partitions: number[]): Promise<void> {
    const { rows } = await this.session.query<{ partition: number; committed: string | null }>({
      text: 'select * from log.claim($1, $2)',
      values: [member.id, partitions],
    });
    if (!this.members.has(member.id)) return;
    for (const { partition, committed } of rows) {
      if (!member.owned.has(partition)) member.take(partition, committed === null ? undefined : Number(committed));
    }
  }

  private async giveBack(member: GroupMember, partition: number): Promise<void> {
    await member.stop(partition);
    await this.flushCommits();
    await this.session
      .query({ text: 'select log.release($1, $2)', values: [member.id, [partition]] })
      .catch(() => undefined);
  }

  private async flushCommits(): Promise<void> {
    if (this.commits.size === 0) return;
    const commits = [...this.commits.values()];
    this.commits.clear();
    try {
      await this.session.query({
        name: 'caracal-commit',
        text: 'select log.commit_offsets($1,$2,$3)',
        values: [commits.map((c) => c.member), commits.map((c) => c.partition), commits.map((c) => c.nextOffset)],
      });
    } catch {
      for (const commit of commits) {
        const key = `${commit.member} ${commit.partition}`;
        if (!this.commits.has(key) && this.members.has(commit.member)) this.commits.set(key, commit);
      }
    }
  }
}

/** One subscription, as its group sees it. */
export interface GroupMember {
  readonly id: string;
  readonly group: string;
  readonly topic: string;
  /** What it reads, including what it is about to let go. */
  readonly owned: ReadonlySet<number>;
  take(partition: number, committed: number | undefined): void;
  /** Resolves when the partition is no longer read. */
  stop(partition: number): Promise<void>;
  noteHeads(heads: readonly number[]): void;
}

interface GroupRow {
  readonly member: string;
  readonly peers: readonly string[];
  /** By partition; '' for none. */
  readonly owners: readonly string[];
  readonly heads: readonly string[];
}

interface OffsetCommit {
  readonly member: string;
  readonly partition: number;
  readonly nextOffset: number;
}

const HEARTBEAT_MS = 1000;
const COMMIT_MS = 200;
