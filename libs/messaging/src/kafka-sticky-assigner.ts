import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { assignPartitions } from './assign-partitions.js';

/**
 * An assigner for groups on one topic that moves as few partitions as it can: members say what they own when they join,
 * and the leader computes the assignment from it (`assignPartitions`, as the other adapters do).
 */
export function stickyAssigner(topic: string, partitions: number, owned: () => Iterable<number>): PartitionAssigner {
  return () => ({
    name: ASSIGNER,
    version: 1,
    protocol: ({ topics }) => ({
      name: ASSIGNER,
      metadata: AssignerProtocol.MemberMetadata.encode({
        version: 1,
        topics,
        userData: Buffer.from(JSON.stringify([...owned()])),
      }),
    }),
    assign: async ({ members }) => {
      const owners = new Map<number, string>();
      for (const { memberId, memberMetadata } of members) {
        for (const partition of claimed(memberMetadata)) owners.set(partition, memberId);
      }
      const ids = members.map(({ memberId }) => memberId);
      const shares = new Map<string, number[]>(ids.map((id) => [id, []]));
      for (const [partition, id] of assignPartitions(partitions, ids, owners)) shares.get(id)!.push(partition);
      return [...shares].map(([memberId, share]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: 1,
          assignment: { [topic]: share },
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

function claimed(metadata: Buffer): number[] {
  const text = AssignerProtocol.MemberMetadata.decode(metadata)?.userData.toString() ?? '';
  const list: unknown = text === '' ? [] : JSON.parse(text);
  return Array.isArray(list) ? list.filter((each) => Number.isInteger(each)) : [];
}

const ASSIGNER = 'caracal-sticky';
