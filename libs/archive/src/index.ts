export { ArchiveError } from './archive-error.js';
export { ArchivePartition } from './archive-partition.js';
export type { ArchivedRow, RowKind } from './archived-row.js';
export { decisionRows } from './decision-rows.js';
export { labelRows } from './label-rows.js';
export { dayOf, type Kind, type Part, partsIn, tenantFolder, tenantsIn } from './layout.js';
export { type Mode, TenantArchive } from './read-archive.js';
