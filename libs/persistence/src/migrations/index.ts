import type { MigrationInterface } from 'typeorm';
import { Tenancy1795000000100 } from './tenancy-1.js';
import { Tenancy1795000002100 } from './tenancy-2.js';
import { Outbox1795000000200 } from './outbox-1.js';
import { Decisions1795000000300 } from './decisions-1.js';
import { Ingestion1795000000400 } from './ingestion-1.js';
import { Ingestion1795000003460 } from './ingestion-3.js';
import { Ingestion1795000001400 } from './ingestion-2.js';
import { Cep1795000000600 } from './cep-1.js';
import { Cep1795000002600 } from './cep-2.js';
import { Verification1795000001000 } from './verification-1.js';
import { Cases1795000001100 } from './cases-1.js';
import { Feedback1795000001200 } from './feedback-1.js';
import { Feedback1795000003400 } from './feedback-2.js';
import { Feedback1795000003510 } from './feedback-3.js';
import { Patterns1795000001300 } from './patterns-1.js';
import { Revisions1795000002300 } from './revisions-1.js';
import { PatternCounts1795000002610 } from './pattern-counts-1.js';
import { Decisions1795000002620 } from './decisions-2.js';
import { DeadLetters1795000002700 } from './dead-letters-1.js';
import { Models1795000002800 } from './models-1.js';
import { Features1795000003100 } from './features-1.js';
import { Models1795000003250 } from './models-2.js';
import { Tenancy1795000003310 } from './tenancy-3.js';
import { Features1795000003320 } from './features-2.js';
import { Cep1795000003330 } from './cep-3.js';
import { Decisions1795000003340 } from './decisions-3.js';
import { Sessions1795000003450 } from './sessions-1.js';

/**
 * Every migration, in the order in which they run: that of the 13 digits that end a class' name. To add one: a file
 * `<app or area>-<step>.ts` here with a class `<Area><13 digits>`, later than all others, and a line below. A
 * migration that was released is never changed.
 */
export const MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  Tenancy1795000000100,
  Outbox1795000000200,
  Decisions1795000000300,
  Ingestion1795000000400,
  Cep1795000000600,
  Verification1795000001000,
  Cases1795000001100,
  Feedback1795000001200,
  Patterns1795000001300,
  Ingestion1795000001400,
  Tenancy1795000002100,
  Revisions1795000002300,
  Cep1795000002600,
  PatternCounts1795000002610,
  Decisions1795000002620,
  DeadLetters1795000002700,
  Models1795000002800,
  Features1795000003100,
  Models1795000003250,
  Tenancy1795000003310,
  Features1795000003320,
  Cep1795000003330,
  Decisions1795000003340,
  Feedback1795000003400,
  Sessions1795000003450,
  Ingestion1795000003460,
  Feedback1795000003510,
];

/** What `checkHealth` asks for: the newest of them. */
export const LATEST_MIGRATION = MIGRATIONS.map((migration) => migration.name).reduce((a, b) =>
  a.slice(-13) > b.slice(-13) ? a : b,
);
