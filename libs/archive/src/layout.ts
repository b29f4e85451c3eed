/**
 * Where what is in an archive: `tenant=ID/day=YYYY-MM-DD/KIND-PARTITION-FIRST-LAST.parquet`, of the log's partition and the
 * offsets that the rows came from. The day is that of a payment's own time, or on which a label became known; UTC. A folder for
 * each tenant: who may read one reads no other's, and a tenant is erased by removing it.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const KINDS = ['decisions', 'labels'] as const;
export type Kind = (typeof KINDS)[number];

/** One file of a tenant. */
export interface Part {
  readonly kind: Kind;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Within the tenant's folder. */
  readonly name: string;
  readonly path: string;
}

/** @param ms - Unix milliseconds */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function tenantFolder(tenantId: string): string {
  return `tenant=${tenantId}`;
}

/** Relative to the archive. `from` and `to`: offsets of the first and the last row that may be in it. */
export function partPath(
  kind: Kind,
  { tenantId, day }: { readonly tenantId: string; readonly day: string },
  { partition, from, to }: { readonly partition: number; readonly from: number; readonly to: number },
): string {
  return join(tenantFolder(tenantId), `day=${day}`, `${kind}-${partition}-${from}-${to}.parquet`);
}

/** Tenants that an archive has something of; none where there is no archive. */
export async function tenantsIn(archive: string): Promise<string[]> {
  const names = await namesIn(archive);
  return names.flatMap((name) => /^tenant=([\w-]{1,64})$/.exec(name)?.[1] ?? []).sort();
}

/** All files of a tenant, by day and name. Unfinished ones, and what else lies there, are not among them. */
export async function partsIn(tenant: string, kind: Kind): Promise<Part[]> {
  const parts: Part[] = [];
  for (const folder of (await namesIn(tenant)).sort()) {
    const day = /^day=(\d{4}-\d{2}-\d{2})$/.exec(folder)?.[1];
    if (day === undefined) continue;
    for (const file of (await namesIn(join(tenant, folder))).sort())
      if (file.startsWith(`${kind}-`) && file.endsWith('.parquet'))
        parts.push({ kind, day, name: `${folder}/${file}`, path: join(tenant, folder, file) });
  }
  return parts;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
